using System.Globalization;
using System.Text.RegularExpressions;

namespace Emergency.Server.CrossFeature.Imports.Reading.Values;

/// <summary>Takes a door apart: 例园小区4号楼2单元304室 is building 4号楼, unit 2单元, floor 3, room 304; 郑家冲村8组45号 is building 8组, room 45. A column of the register goes before the text.</summary>
internal static partial class Addresses
{
    public static Address Read(string? text, string? building, string? unit, string? floor, string? room)
    {
        var parts = text is null ? Match.Empty : Parts().Match(text);
        building ??= Part("building");
        unit ??= Part("unit");
        room = Bare(room) ?? Part("room");
        floor ??= Part("floor") ?? (building?.EndsWith('组') == true ? null : FloorOf(room));
        return new(text, building, unit, floor, room);

        string? Part(string name) => parts.Groups[name] is { Success: true, Length: > 0 } group ? group.Value : null;
    }

    /// <summary>Room 1802 lies on floor 18; a room of one or two digits says nothing.</summary>
    private static string? FloorOf(string? room) =>
        room is { Length: 3 or 4 } && int.TryParse(room, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 100
            ? (number / 100).ToString(CultureInfo.InvariantCulture)
            : null;

    private static string? Bare(string? room) => room?.TrimEnd('室', '号', '户');

    [GeneratedRegex(
        "(?<building>[0-9A-Za-z一二三四五六七八九十]+(?:号楼|楼|栋|幢|座|组))(?<unit>[0-9A-Za-z一二三四五六七八九十]+单元)?(?:(?<floor>[0-9]+)(?:层|楼))?(?:(?<room>[0-9A-Za-z]+)(?:室|号|户)?)?$",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Parts();
}
