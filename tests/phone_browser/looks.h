// What can be measured of how a page looks: a script that lists every breach of the rules of DESIGN §10 for phones.
#pragma once

#include <string_view>

namespace xiaoer::phone {

// The body of a function; returns a list of texts, empty when all is well: text under 18 px or too faint, a key in a
// text's place, something to touch under 48 px, and whatever sticks out of the narrowest phone (320 px) or of this one.
inline constexpr std::string_view look_for_breaches = R"js(
    var breaches = [];
    function say(what, element) {
        var text = element.textContent.trim().slice(0, 30);
        breaches.push(what + ': ' + element.tagName + '.' + element.className + ' ' + text);
    }
    function visible(element) {
        var box = element.getBoundingClientRect();
        return box.width > 0 && box.height > 0 && getComputedStyle(element).visibility === 'visible';
    }
    function channels(color) { return color.match(/[\d.]+/g).map(Number); }
    function luminance(color) {
        var linear = color.slice(0, 3).map(function (c) {
            c /= 255;
            return c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
        });
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }
    function background(element) {
        for (; element; element = element.parentElement) {
            var color = channels(getComputedStyle(element).backgroundColor);
            if (color.length === 3 || color[3] > 0) return color;
        }
        return [255, 255, 255];
    }
    function contrast(a, b) {
        var x = luminance(a), y = luminance(b);
        return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
    }
    function sticks_out(width) {
        document.querySelectorAll('body *').forEach(function (element) {
            var box = element.getBoundingClientRect();
            var out = box.right > width + 0.5 || box.left < -0.5;
            if (out && visible(element)) say('out of ' + width + ' px', element);
        });
    }

    document.querySelectorAll('body *').forEach(function (element) {
        var has_text = [].some.call(element.childNodes, function (node) {
            return node.nodeType === 3 && node.textContent.trim() !== '';
        });
        if (/^[a-z_]+(\.[a-z_]+)+$/.test(element.textContent.trim())) say('a key without a text', element);
        if ((!has_text && !element.matches('input:not([type=checkbox])')) || !visible(element)) return;
        var style = getComputedStyle(element);
        if (parseFloat(style.fontSize) < 18) say('small text ' + style.fontSize, element);
        var ratio = contrast(channels(style.color), background(element));
        if (ratio < 4.5) say('faint text ' + Math.round(ratio * 100) / 100, element);
    });
    var touched = 'a, button, summary, label, input:not([type=hidden]):not([type=checkbox])';
    document.querySelectorAll(touched).forEach(function (element) {
        var box = element.getBoundingClientRect();
        if (visible(element) && (box.height < 47.5 || box.width < 47.5)) {
            say('small to touch ' + Math.round(box.width) + 'x' + Math.round(box.height), element);
        }
    });
    sticks_out(document.documentElement.clientWidth);
    document.body.style.width = '320px';
    sticks_out(320);
    document.body.style.width = '';
    return breaches;
)js";

}  // namespace xiaoer::phone
