using System.Globalization;
using System.Text.RegularExpressions;

namespace Emergency.Server.Across.Imports.Reading.Values;

/// <summary>
/// The parts of a door as one text names them, from the estate's building down to the room, in the forms that registers use: 6号楼2单元502,
/// 3-2-501, 3#2-501, 12弄3号, 5组12号, 老街45号附2号. Numerals become digits.
/// </summary>
internal sealed partial class DoorParts
{
    private const string Number = "(?:[A-Za-z][0-9]{1,4}|[0-9]{1,5}[A-Za-z]?|[A-Za-z]|[〇零一二三四五六七八九十百两]{1,5}|[甲乙丙丁])",
        Side = "[东西南北中左右前后]",
        Digits = "零一二三四五六七八九";

    // GB/T 35639: words that count a building, a unit, a floor, a room. For two words with the same meaning the second is written.
    private static readonly Dictionary<string, (Part Part, string Written)> Suffixes = new(StringComparer.Ordinal)
    {
        ["号楼"] = (Part.Building, "号楼"),
        ["号栋"] = (Part.Building, "栋"),
        ["号幢"] = (Part.Building, "幢"),
        ["号座"] = (Part.Building, "座"),
        ["#楼"] = (Part.Building, "号楼"),
        ["#栋"] = (Part.Building, "栋"),
        ["#"] = (Part.Building, "号楼"),
        ["栋楼"] = (Part.Building, "栋"),
        ["幢楼"] = (Part.Building, "幢"),
        ["栋"] = (Part.Building, "栋"),
        ["幢"] = (Part.Building, "幢"),
        ["座"] = (Part.Building, "座"),
        ["楼"] = (Part.BuildingOrFloor, "号楼"),
        ["层"] = (Part.Floor, ""),
        ["单元"] = (Part.Unit, "单元"),
        ["门栋"] = (Part.Unit, "门栋"),
        ["门洞"] = (Part.Unit, "门洞"),
        ["门"] = (Part.Unit, "单元"),
        ["弄"] = (Part.Lane, "弄"),
        ["村民小组"] = (Part.Group, "组"),
        ["居民小组"] = (Part.Group, "组"),
        ["村民组"] = (Part.Group, "组"),
        ["小组"] = (Part.Group, "组"),
        ["组"] = (Part.Group, "组"),
        ["生产队"] = (Part.Group, "队"),
        ["队"] = (Part.Group, "队"),
        ["号院"] = (Part.Yard, ""),
        ["号大院"] = (Part.Yard, ""),
        ["室"] = (Part.Room, ""),
        ["户"] = (Part.Room, ""),
        ["房"] = (Part.Room, ""),
        ["号"] = (Part.House, ""),
    };

    private string? _lane,
        _buildingOrFloor;

    private enum Part
    {
        Building,
        BuildingOrFloor,
        Unit,
        Floor,
        Room,
        Lane,
        Group,
        Yard,
        House,
    }

    public string? Building { get; set; }
    public string? Unit { get; set; }
    public string? Floor { get; set; }
    public string? Room { get; set; }

    /// <summary>True for a house of a street, without a building's number of its own.</summary>
    public bool IsHouse { get; private set; }

    /// <summary>True when a villagers' group stands for the building.</summary>
    public bool IsVillage { get; private set; }

    /// <summary>True when numbers remain whose meaning is not clear.</summary>
    public bool IsUnread { get; private set; }

    /// <param name="within">True when the building is given elsewhere: a number alone is then the room.</param>
    public static DoorParts Of(string text, bool within = false)
    {
        var plain = Plain(text);
        var parts = Read(Remark().Replace(plain, ""), within);
        // The estate's name may come with the door in brackets.
        return parts.Building is null && !within && plain.Contains('(', StringComparison.Ordinal)
            ? Read(Bracket().Replace(plain, ""), within)
            : parts;
    }

    /// <summary>The text in half-width, without spaces, and with equal dashes.</summary>
    public static string Plain(string text) =>
        Dash()
            .Replace(Written.Squeeze(Written.Symbols(text)).Replace('【', '(').Replace('】', ')').Replace('[', '(').Replace(']', ')'), "-");

    /// <summary>The floor of a room: room 1802 lies on floor 18; a room of one or two digits has none.</summary>
    public static string? FloorOf(string? room) =>
        room is not null && FloorAndRoom().Match(room) is { Success: true } match ? Trimmed(match.Groups["floor"].Value) : null;

    /// <summary>Takes over the parts that are not known yet.</summary>
    public void Take(DoorParts other)
    {
        if (Building is null)
            (Building, IsHouse, IsVillage) = (other.Building, other.IsHouse, other.IsVillage);
        Unit ??= other.Unit;
        Floor ??= other.Floor;
        Room ??= other.Room;
    }

    private static DoorParts Read(string plain, bool within)
    {
        var parts = new DoorParts();
        foreach (Match match in Token().Matches(plain))
        {
            if (match.Groups["annex"] is { Success: true } annex)
                parts.Room = "附" + annex.Value;
            else if (match.Groups["chain"] is { Success: true } chain)
                parts.Chain(chain.Value.Split('-', '#'), match.Groups["counts"].Value, plain[..match.Index], within);
            else if (match.Groups["bare"] is { Success: true } bare)
                parts.Bare(Arabic(bare.Value), within);
            else if (match.Groups["cellar"].Success)
                (parts.Floor, parts.Room) = (parts.Floor ?? "-1", parts.Room ?? "地下室");
            else
                parts.Counted(match, plain);
        }
        parts.Settle();
        return parts;
    }

    private void Counted(Match match, string plain)
    {
        var number = Arabic(match.Groups["number"].Value);
        var (part, written) = Suffixes[match.Groups["suffix"].Value];
        var below = match.Groups["below"] is { Success: true } sign && (sign.Value != "-" || plain.Count(c => c == '-') == 1);
        switch (part)
        {
            case Part.Building:
                Names(number + written);
                break;
            case Part.BuildingOrFloor when below || Building is not null:
            case Part.Floor:
                Floor = below || number[0] is 'B' or 'b' ? $"-{number.TrimStart('B', 'b')}" : number;
                break;
            case Part.BuildingOrFloor when !char.IsAsciiLetterOrDigit(number[0]):
                Names(number + "楼");
                break;
            case Part.BuildingOrFloor:
                _buildingOrFloor = number;
                break;
            case Part.Unit:
                SettleBuilding();
                Unit = number + written;
                break;
            case Part.Lane:
                _lane = number + written;
                break;
            case Part.Group:
                (Building, IsVillage, IsHouse) = (number + written, true, false);
                break;
            case Part.Room:
                Room = char.IsAsciiLetterOrDigit(number[0]) ? number : $"{Room}{number}户";
                break;
            case Part.House:
                House(number, plain[..match.Index]);
                break;
        }
    }

    private void Names(string building)
    {
        // 6号楼A座 is one building; a house's number before it is the estate's.
        Building = Building is not null && !IsHouse && !IsVillage ? Building + building : building;
        (IsHouse, IsVillage) = (false, false);
    }

    private void House(string number, string before)
    {
        if (_lane is not null && Building is null)
            Building = $"{_lane}{number}号";
        else if (Building is null && _buildingOrFloor is null)
            (Building, IsHouse) = ($"{Street(before)}{number}号", true);
        else
            Bare(number, within: true);
    }

    private void Bare(string number, bool within)
    {
        if (Building is null && _buildingOrFloor is null && !within)
            IsUnread |= number.Length >= 3;
        else if (Room is null)
            Room = number;
        else
            IsUnread = true;
    }

    private void Chain(string[] items, string counts, string before, bool within)
    {
        items = [.. items.Select(Arabic)];
        var (first, last, joined) = (items[0], items[^1], string.Join('-', items));
        if (counts.Length > 0 && Suffixes[counts] is (Part.Building, var written))
        {
            Names(joined + written);
            return;
        }
        SettleBuilding();
        var isPart = first.Length <= 2 && last.Length >= 3;
        if ((Building is null || (IsHouse && items.Length > 2)) && !within)
        {
            if (counts == "号" && items.Length == 2)
                (Building, IsHouse) = ($"{Street(before)}{joined}号", true);
            else if (items.Length is 3 or 4 || (items.Length == 2 && isPart))
            {
                (Building, IsHouse) = (first + (char.IsAsciiDigit(first[0]) ? "号楼" : "座"), false);
                (Unit, Room) = (items.Length > 2 ? items[1] + "单元" : Unit, last);
                Floor = items.Length == 4 ? items[2] : Floor;
            }
            else
                IsUnread = true;
        }
        else if (within && Building is null && items.Length is 3 or 4)
            Chain(items, counts, before, within: false);
        else if (Unit is null && !IsVillage && ((items.Length == 2 && isPart) || items.Length == 3))
            (Unit, Floor, Room) = (first + "单元", items.Length == 3 ? items[1] : Floor, last);
        else if (items.Length == 2 && isPart && FloorOf(last) == first)
            (Floor, Room) = (first, last);
        else
            Room = joined;
    }

    /// <summary>Decides 6楼: the building if more of it follows, and the floor of 602.</summary>
    private void Settle()
    {
        if (_buildingOrFloor is { } number && Room is null)
            IsUnread = true;
        else if (_buildingOrFloor is { } floor && FloorOf(Room) == floor)
            Floor = floor;
        else
            SettleBuilding();
        _buildingOrFloor = null;
    }

    private void SettleBuilding()
    {
        if (_buildingOrFloor is { } number && Building is null)
            Building = number + "号楼";
        _buildingOrFloor = null;
    }

    /// <summary>The street of a house's number; empty where none is given.</summary>
    private static string Street(string before) =>
        Above().Replace(before, "") is { Length: <= 10 } rest && rest.Length > 0 && rest[^1] is '路' or '街' or '巷' or '道' or '同' or '弄'
            ? rest
            : "";

    private static string Trimmed(string number) => int.Parse(number, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);

    /// <summary>二十三 → 23, 一百零二 → 102, 二〇三 → 203; everything else as written, letters in capitals.</summary>
    private static string Arabic(string number)
    {
        number = number.Replace('〇', '零').Replace('两', '二');
        if (number.Any(c => !Digits.Contains(c, StringComparison.Ordinal) && c is not ('十' or '百')))
            return number.ToUpperInvariant();
        if (!number.AsSpan().ContainsAny('十', '百'))
            return string.Concat(number.Select(c => (char)('0' + Digits.IndexOf(c, StringComparison.Ordinal))));
        var (sum, last) = (0, 0);
        foreach (var c in number)
        {
            if (c is '十' or '百')
                (sum, last) = (sum + (last == 0 ? 1 : last) * (c == '十' ? 10 : 100), 0);
            else
                last = Digits.IndexOf(c, StringComparison.Ordinal);
        }
        return (sum + last).ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(
        $"附(?<annex>[0-9]+)号?|(?<cellar>地下室)"
            + $"|(?<![0-9A-Za-z])(?<chain>{Number}(?:[-#]{Number})+)(?<counts>号楼|栋|幢|座|号|室|户|房)?"
            + $"|第?(?<below>负|地下|-)?(?:(?<number>{Number})(?<suffix>号楼|号栋|号幢|号座|#楼|#栋|#|栋楼?|幢楼?|座|楼|层|单元|门栋|门洞|弄|村民小组|居民小组|村民组|小组|组|生产队|队|号大?院|室|户|房|号)"
            + $"|(?<number>{Side})(?<suffix>单元|门栋|栋|幢|座|楼|户)|(?<number>[0-9]{{1,2}})(?<suffix>门)(?![市诊卫店面]))"
            + "|(?<bare>[〇零一二三四五六七八九]{3,4}$)"
            + "|(?<bare>[0-9]{1,5}[A-Za-z]?)",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Token();

    [GeneratedRegex(@"\([^()]*(?:\)|$)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Remark();

    [GeneratedRegex("[()]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Bracket();

    [GeneratedRegex("[-‐‑‒–—―─~～/]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Dash();

    [GeneratedRegex("^(?<floor>[0-9]{1,2})[0-9]{2}(?![0-9])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FloorAndRoom();

    [GeneratedRegex("^.*(?:街道|社区|居委会|村委会|委员会|村|镇|乡|区|县|市)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Above();
}
