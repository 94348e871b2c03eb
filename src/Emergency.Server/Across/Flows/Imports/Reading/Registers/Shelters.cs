using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;

namespace Emergency.Server.Across.Imports.Reading.Registers;

/// <summary>Reads shelters: capacity, opening times, and the hazards they are fit for.</summary>
internal static class Shelters
{
    public static ShelterRow Read(Line line)
    {
        var capacity = line.Count("capacity", 1_000_000);
        if (capacity is null)
        {
            line.Reject("capacity", Reasons.NumberInvalid);
        }
        return new(
            line.Sheet,
            line.Row,
            line.IdOrNull("shelter_id"),
            line.Name("name"),
            line.Text("type"),
            capacity ?? 0,
            line.Number("area_m2", 0, 10_000_000),
            line.Text("open_hours"),
            line.Answer("barrier_free"),
            line.Text("contact_id"),
            line.Community(),
            line.Point(),
            line.Answer("indoor"),
            line.List("fit")
        );
    }
}
