using System.Globalization;
using Emergency.Domain.Places;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;
using Emergency.Server.Features.Places.Shapes;

namespace Emergency.Server.Across.Imports;

/// <summary>A door down to the room, as a register has it.</summary>
internal sealed record DoorFacts(string? Address, string? Building, string? Unit, int? Floor, string? Room, Located? Location)
{
    public static readonly DoorFacts None = new(null, null, null, null, null, null);

    /// <summary>
    /// Determines the door after a row. Empty cells keep the known values; where the row names another building, unit or room, the parts
    /// behind the old one are dropped, so that no door is mixed from two.
    /// </summary>
    public static DoorFacts After(RegisterRow row, Address said, LonLat? point, DoorFacts known)
    {
        var (building, unit, room) = (
            Differs(said.Building, known.Building is { } at ? Addresses.Building(at) : null),
            Differs(said.Unit, known.Unit is { } behind ? Addresses.Unit(behind) : null),
            Differs(said.Room, known.Room)
        );
        var moved = building || unit || room;
        return new(
            row.Kept("address", said.Text, moved && NamesDoor(known.Address) ? null : known.Address),
            row.Kept("building", said.Building, known.Building),
            row.Kept("unit", said.Unit, building ? null : known.Unit),
            row.Kept("floor", Number(said.Floor), moved ? null : known.Floor),
            row.Kept("room", said.Room, building || unit ? null : known.Room),
            Loading.At(point) ?? (building ? null : known.Location)
        );
    }

    public IReadOnlyList<(string Column, string? Value)> Columns =>
        [
            ("address", Address),
            ("building", Building),
            ("unit", Unit),
            ("floor", Floor?.ToString(CultureInfo.InvariantCulture)),
            ("room", Room),
            ("lon", Location is { } at ? FormattableString.Invariant($"{at.Point.Lon:0.######} {at.Point.Lat:0.######}") : null),
        ];

    // 6栋 and 6号楼 are the same.
    private static bool Differs(string? said, string? known) =>
        said is not null
        && known is not null
        && Features.People.Gazetteer.Addresses.Plain(said) != Features.People.Gazetteer.Addresses.Plain(known);

    private static bool NamesDoor(string? address) => address is not null && Addresses.NamesBuilding(address);

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var floor) ? floor : null;
}
