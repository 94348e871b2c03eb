using System.Text;
using System.Text.Json.Nodes;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting.DemoData;

namespace Emergency.Server.Hosting.FirstStart;

/// <summary>
/// The divisions that come with the program: real codes and names, and coarse outlines of the counties. Its areas of streets and
/// communities are synthetic and belong to the demo alone.
/// </summary>
internal static class CarriedDivisions
{
    /// <summary>The city to which the divisions belong.</summary>
    private const string City = "4115";
    private const string Counties = "4115_counties.csv",
        Streets = "4115_townships.csv",
        Communities = "4115_communities.csv",
        Outlines = "xinyang_counties.geojson";

    /// <summary>True when the program carries all divisions below this one, provided that its code is one of theirs.</summary>
    public static bool Hold(string division) => division.StartsWith(City, StringComparison.Ordinal);

    /// <summary>The fault of a code of a county or city; null where there is none, or it cannot be judged here.</summary>
    public static string? Fault(string division) =>
        !Hold(division) || division == City || Named(Counties, division).Any(row => row.Code == division)
            ? null
            : $"no such county; {City} has {CountiesOf(City)}";

    private static string CountiesOf(string city) =>
        string.Join(", ", Named(Counties, city).Where(row => row.Code != city).Select(row => $"{row.Code} {row.Name}"));

    /// <summary>The name of a county; null where it is not known here.</summary>
    public static string? NameOf(string division) =>
        Hold(division) ? Named(Counties, division).FirstOrDefault(row => row.Code == division).Name : null;

    /// <summary>The number of streets and communities of a division.</summary>
    public static (int Streets, int Communities) Count(string division) =>
        (Rows(Streets, division).Count(), Rows(Communities, division).Count());

    /// <summary>The files to import for a division, in the order in which they build on each other, without anything outside it.</summary>
    public static IEnumerable<(RegisterKind Kind, string Name, ReadOnlyMemory<byte> Bytes)> FilesOf(string division)
    {
        foreach (var file in (string[])[Counties, Streets, Communities])
            yield return (
                RegisterKind.Divisions,
                file,
                Encoding.UTF8.GetBytes(string.Join('\n', [.. Lines(file).Take(1), .. Rows(file, division)]))
            );
        var outlines = JsonNode.Parse(File.ReadAllBytes(Path.Combine(DemoFile.Folder, Outlines)))!;
        foreach (var outside in outlines["features"]!.AsArray().Where(one => !Inside((string?)one!["properties"]!["code"])).ToList())
            outlines["features"]!.AsArray().Remove(outside);
        yield return (RegisterKind.Areas, Outlines, Encoding.UTF8.GetBytes(outlines.ToJsonString(Json.Options)));

        bool Inside(string? code) => code?.StartsWith(division, StringComparison.Ordinal) == true;
    }

    private static IEnumerable<(string Code, string Name)> Named(string file, string division) =>
        Rows(file, division).Select(row => row.Split(',')).Select(cells => (cells[0], cells[1]));

    private static IEnumerable<string> Rows(string file, string division) =>
        Lines(file).Skip(1).Where(row => row.StartsWith(division, StringComparison.Ordinal));

    private static IEnumerable<string> Lines(string file) => File.ReadLines(Path.Combine(DemoFile.Folder, file));
}
