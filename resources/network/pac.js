// What a proxy auto-config file may call, as browsers define it:
// https://developer.mozilla.org/docs/Web/HTTP/Guides/Proxy_servers_and_tunneling/Proxy_Auto-Configuration_PAC_file
//
// Nothing in here can reach outside. `known` holds what Sendoff has looked up by now; a name that is not there is
// noted in `wanted` and ends this run, and the rules are run again once it is known.

var known = {}, myAddresses = [], nowIs = null, wanted = null;

function _look(host) {
  if (Object.prototype.hasOwnProperty.call(known, host)) return known[host];
  if (wanted === null) wanted = host;
  throw new Error("the name " + host + " is not looked up yet");
}

function _isV4(address) { return /^\d+\.\d+\.\d+\.\d+$/.test(address); }

function dnsResolve(host) {
  host = String(host);
  if (_isV4(host)) return host;
  var found = _look(host).filter(_isV4);
  return found.length ? found[0] : null;
}
function dnsResolveEx(host) {
  host = String(host);
  return _isV4(host) || host.indexOf(":") >= 0 ? host : _look(host).join(";");
}
function isResolvable(host) { return dnsResolve(host) !== null; }
function isResolvableEx(host) { return dnsResolveEx(host) !== ""; }
function myIpAddress() { return myAddresses.filter(_isV4)[0] || "127.0.0.1"; }
function myIpAddressEx() { return myAddresses.join(";"); }

function isPlainHostName(host) { return !/[.:]/.test(host); }
function dnsDomainLevels(host) { return String(host).split(".").length - 1; }
function dnsDomainIs(host, domain) {
  host = String(host).toLowerCase();
  return host.endsWith(String(domain).toLowerCase());
}
function localHostOrDomainIs(host, full) {
  host = String(host).toLowerCase();
  full = String(full).toLowerCase();
  return host === full || (host.indexOf(".") < 0 && full.indexOf(host + ".") === 0);
}
function shExpMatch(text, pattern) {
  var parts = String(pattern).replace(/[.+^${}()|[\]\\\/]/g, "\\$&").replace(/\*/g, ".*").replace(/\?/g, ".");
  return new RegExp("^" + parts + "$").test(String(text));
}

function convert_addr(address) {
  var parts = String(address).split(".");
  return ((parts[0] & 255) << 24) | ((parts[1] & 255) << 16) | ((parts[2] & 255) << 8) | (parts[3] & 255);
}
function isInNet(host, net, mask) {
  var address = dnsResolve(host);
  if (address === null) return false;
  return (convert_addr(address) & convert_addr(mask)) === (convert_addr(net) & convert_addr(mask));
}
function _groups(address) {
  var halves = String(address).toLowerCase().split("::");
  var head = halves[0] ? halves[0].split(":") : [], tail = halves.length > 1 && halves[1] ? halves[1].split(":") : [];
  while (halves.length > 1 && head.length + tail.length < 8) head.push("0");
  return head.concat(tail).map(function (group) { return parseInt(group, 16); });
}
function isInNetEx(host, block) {
  var slash = String(block).indexOf("/"), net = block.slice(0, slash), bits = parseInt(block.slice(slash + 1), 10);
  return dnsResolveEx(host).split(";").some(function (address) {
    if (_isV4(net) !== _isV4(address) || address === "") return false;
    if (_isV4(net)) {
      return bits === 0 || (convert_addr(net) >>> (32 - bits)) === (convert_addr(address) >>> (32 - bits));
    }
    var one = _groups(net), other = _groups(address);
    for (var at = 0, left = bits; left > 0; at++, left -= 16) {
      var cut = left >= 16 ? 0 : 16 - left;
      if (one[at] >>> cut !== other[at] >>> cut) return false;
    }
    return true;
  });
}

function _clock(words) {
  var gmt = words[words.length - 1] === "GMT";
  var shown = new Date(nowIs === null ? Date.now() : nowIs);
  var shift = gmt ? 0 : shown.getTimezoneOffset() * 60000;
  return { words: gmt ? words.slice(0, -1) : words, at: new Date(shown.getTime() - shift) };
}
function _within(low, now, high) { return low <= high ? low <= now && now <= high : low <= now || now <= high; }

var _DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
var _MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

function weekdayRange() {
  var clock = _clock(Array.prototype.slice.call(arguments)), words = clock.words;
  return _within(_DAYS.indexOf(words[0]), clock.at.getUTCDay(), _DAYS.indexOf(words[words.length - 1]));
}
function timeRange() {
  var clock = _clock(Array.prototype.slice.call(arguments)), n = clock.words.map(Number), at = clock.at;
  var now = at.getUTCHours() * 3600 + at.getUTCMinutes() * 60 + at.getUTCSeconds();
  if (n.length === 1) return at.getUTCHours() === n[0];
  if (n.length === 2) return _within(n[0] * 3600, now, n[1] * 3600 - 1);
  if (n.length === 4) return _within(n[0] * 3600 + n[1] * 60, now, n[2] * 3600 + n[3] * 60 + 59);
  return _within(n[0] * 3600 + n[1] * 60 + n[2], now, n[3] * 3600 + n[4] * 60 + n[5]);
}
function _date(words, at, last) {
  // Years, months and days are told apart by their look; what is not named is today's.
  var year = at.getUTCFullYear(), month = at.getUTCMonth(), day = last ? 31 : 1;
  var named = { year: false, month: false, day: false };
  words.forEach(function (word) {
    var number = Number(word);
    if (_MONTHS.indexOf(word) >= 0) { month = _MONTHS.indexOf(word); named.month = true; }
    else if (number > 31) { year = number; named.year = true; }
    else { day = number; named.day = true; }
  });
  if (!named.month && named.year) month = last ? 11 : 0;
  return year * 10000 + month * 100 + day;
}
function dateRange() {
  var clock = _clock(Array.prototype.slice.call(arguments)), words = clock.words, at = clock.at;
  var now = at.getUTCFullYear() * 10000 + at.getUTCMonth() * 100 + at.getUTCDate();
  var half = words.length === 1 ? 1 : words.length / 2;
  var from = _date(words.slice(0, half), at, false), to = _date(words.slice(-half), at, true);
  if (words.length === 1 && Number(words[0]) <= 31) to = from;
  return _within(from, now, to);
}
function alert() {}
