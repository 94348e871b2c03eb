using System.Globalization;
using System.Text.RegularExpressions;

namespace Emergency.Server.Across.Imports.Reading.Values;

/// <summary>
/// Takes a door apart: 例园小区4号楼2单元304室 is building 4号楼, unit 2单元, floor 3, room 304; 郑家冲村8组45号 is building 8组, room 45. A column of the
/// register takes precedence over the text.
/// </summary>
internal static partial class Addresses
{
    /// <param name="numbered">Word that a bare number in the building's column counts: 号楼, 组 …</param>
    /// <returns>The door; true beside it when a part of its text was not understood.</returns>
    public static (Address Door, bool Unread) Read(
        string? text,
        string? building,
        string? unit,
        string? floor,
        string? room,
        string numbered = "号楼"
    )
    {
        var own = new DoorParts();
        var strange = false;
        if (building is not null)
            own.Take(Column(building, numbered));
        if (unit is not null)
            own.Take(Column(unit, "单元"));
        if (floor is not null)
        {
            own.Floor = Storey(floor);
            strange = own.Floor is null;
        }
        if (room is not null)
            own.Take(Column(room, "室"));
        if (text is not null)
        {
            var said = DoorParts.Of(text);
            // An address of another building has no bearing on the parts behind this one.
            if (own.Building is null || said.Building is null || said.IsHouse || own.Building == said.Building)
                own.Take(said);
            strange |= said.IsUnread && (building is null || room is null);
        }
        own.Floor ??= own.IsVillage || own.IsHouse ? null : DoorParts.FloorOf(own.Room);
        var anything = text ?? building ?? unit ?? room;
        return (new(text, own.Building, own.Unit, own.Floor, own.Room), strange || (anything is not null && own.Building is null));
    }

    /// <summary>The word that a bare number counts under a heading: 村民小组 组, 幢号 幢, 楼号 号楼.</summary>
    public static string Numbered(string? heading) =>
        heading is null ? "号楼"
        : heading.Contains('组', StringComparison.Ordinal) ? "组"
        : heading.Contains('队', StringComparison.Ordinal) ? "队"
        : heading.Contains('幢', StringComparison.Ordinal) ? "幢"
        : heading.Contains('座', StringComparison.Ordinal) ? "座"
        : "号楼";

    /// <summary>A building as doors name it: 六号楼 and 6 are 6号楼.</summary>
    public static string Building(string written) => Column(written, "号楼").Building ?? written;

    /// <summary>A unit as doors name it: 二单元 and 2 are 2单元.</summary>
    public static string Unit(string written) => Column(written, "单元").Unit ?? written;

    /// <summary>True when an address leads to a building, not only to a house of a street.</summary>
    public static bool NamesBuilding(string address) => DoorParts.Of(address) is { Building: not null, IsHouse: false };

    // A column often has the number alone, and sometimes more than its own part.
    private static DoorParts Column(string written, string counted)
    {
        var plain = DoorParts.Plain(written);
        if (Bare().IsMatch(plain))
            return DoorParts.Of(plain + (counted == "号楼" && plain.Length == 1 && char.IsAsciiLetter(plain[0]) ? "座" : counted));
        if (counted == "号楼" && Numbered().IsMatch(plain))
            return DoorParts.Of(plain + "楼");
        var parts = DoorParts.Of(plain, within: counted == "室");
        if (counted == "室")
            return parts is { Building: not null, IsHouse: false } || parts.Room is not null
                ? parts
                : new() { Room = plain.TrimEnd('室', '号', '户') };
        if (counted == "单元")
            parts.Unit ??= written;
        else
            parts.Building ??= written;
        return parts;
    }

    private static string? Storey(string written)
    {
        var plain = DoorParts.Plain(written).Trim('F', 'f');
        return int.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? Text(number)
            : DoorParts.Of((plain is [.., '层' or '楼'] ? plain[..^1] : plain) + "层").Floor;

        static string Text(int floor) => floor.ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(
        "^(?:[0-9]{1,5}[A-Za-z]?|[A-Za-z]|[〇零一二三四五六七八九十百两]{1,4}|[东西南北中])$",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Bare();

    [GeneratedRegex("^(?:[0-9]{1,4}|[〇零一二三四五六七八九十百两]{1,4})号$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Numbered();
}
