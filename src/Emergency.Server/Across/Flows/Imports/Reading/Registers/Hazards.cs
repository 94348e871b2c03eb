using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;

namespace Emergency.Server.Across.Imports.Reading.Registers;

/// <summary>Hazards found, with the level the finder gave.</summary>
internal static class Hazards
{
    private const double WidestMetres = 50_000;

    public static HazardRow Read(Line line)
    {
        var level = line.Text("level");
        if (level is not (null or "重大" or "较大" or "一般" or "低"))
        {
            line.Reject("level", Reasons.UnknownLevel);
        }
        return new(
            line.Sheet,
            line.Row,
            line.IdOrNull("hazard_id"),
            line.Name("type"),
            level,
            line.Text("description"),
            line.Community(),
            line.Point(),
            line.Number("radius_m", 0, WidestMetres),
            line.Text("responsible_id"),
            line.Date("found_on"),
            line.Text("status")
        );
    }
}
