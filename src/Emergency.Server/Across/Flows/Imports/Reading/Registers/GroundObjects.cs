using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;

namespace Emergency.Server.Across.Imports.Reading.Registers;

/// <summary>
/// Reads features on the ground: hydrants, valves, gates, underpasses, keys, buildings. Each has a place; its community is the one it lies
/// in, unless the file names another.
/// </summary>
internal static class GroundObjects
{
    public static GroundRow Read(Line line)
    {
        var kind = GroundKinds.Of(line.Text("kind"));
        if (kind is null)
        {
            line.Reject("kind", Reasons.UnknownCategory);
        }
        var point = line.Point();
        if (point is null)
        {
            line.Reject("lon", Reasons.CoordinatesInvalid);
        }
        var levels = line.Count("levels", Domain.GroundObjects.GroundFeatures.MostLevels);
        if (levels == 0)
        {
            line.Reject("levels", Reasons.NumberInvalid);
        }
        return new(
            line.Sheet,
            line.Row,
            line.IdOrNull("ground_id"),
            kind ?? default,
            line.NameOrNull("name") ?? line.Text("kind") ?? "",
            line.Has("community_code") || line.Has("community") ? line.Community() : line.CommunityAt(point),
            point ?? default,
            line.Text("grid"),
            line.Text("building"),
            line.Text("holder"),
            // A post has a landline, or a number of four digits within the house.
            line.Text("phone"),
            levels,
            line.Answer("lift"),
            line.Text("warning")
        );
    }
}
