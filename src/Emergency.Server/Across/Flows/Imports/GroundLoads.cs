using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.GroundObjects;
using Emergency.Domain.Places;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Features.GroundObjects;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Places.Shapes;
using Emergency.Server.Foundation;

namespace Emergency.Server.Across.Imports;

/// <summary>Loads features on the ground. A row without a number means the known feature of its kind at the same place.</summary>
internal static class GroundLoads
{
    /// <summary>Greatest distance in metres between two surveys of the same feature.</summary>
    private const double Same = 5;

    public static IEnumerable<Loads> Of(RegisterReading reading, Loading at)
    {
        GroundFacts? Stands(string community, GroundId id) => at.Ground.Of(community).All.GetValueOrDefault(id)?.Facts;
        GroundFacts? Known(GroundRow row, Guid id) => Stands(row.CommunityCode, new(id))?.Opened(at.Sealing);
        GroundFacts Fact(GroundRow row, Guid id)
        {
            var was = Known(row, id);
            return new(
                new GroundId(id),
                row.Kind,
                row.Name,
                Loading.At(row.Point)!,
                row.Kept("grid", row.Grid, was?.Grid),
                row.Kept("building", row.Building, was?.Building),
                row.Kept("holder", row.Holder, was?.Holder),
                row.Kept("phone", row.Phone, was?.Phone),
                row.Kept("levels", row.Levels, was?.Levels),
                row.Kept("lift", row.Lift, was?.Lift),
                row.Kept("warning", row.Warning, was?.Note)
            );
        }
        IEnumerable<(Guid, bool)> Like(GroundRow row) =>
            at
                .Ground.Of(row.CommunityCode)
                .All.Values.Select(one => one.Facts)
                .Where(known => known.Kind == row.Kind && Earth.Distance(Ground.At(known.Location.Point), row.Point) <= Same)
                .Select(known => (known.Id.Value, known.Opened(at.Sealing) == Fact(row, known.Id.Value)));
        var rows = reading.Of<GroundRow>().ToList();
        var ids = at.Ids(
            rows,
            row =>
                row.Id is { } number
                    ? at.Numbered("ground", new(Divisions.County(row.CommunityCode), number), id => Known(row, id) is not null)
                    : null,
            Like
        );
        var facts = rows.Zip(ids, (row, id) => (Row: row, Known: Known(row, id), Fact: Fact(row, id))).ToList();
        foreach (var (row, was, fact) in facts)
            at.Differences.Compare(row, row.Name, was is null ? null : Columns(was), Columns(fact));
        yield return new Loads<GroundFacts>(
            code => Entities.Ground(at.Asked.Realm, code),
            features => new RecordGround(features, at.Import, at.Asked.Now),
            [
                .. facts.Select(one => new Piece<GroundFacts>(
                    one.Row.CommunityCode,
                    one.Fact.Id.Value,
                    Origin.Of(one.Row),
                    () => one.Known == one.Fact ? null : one.Fact.Stored(Stands(one.Row.CommunityCode, one.Fact.Id), at.Sealing)
                )),
            ]
        );
    }

    private static List<(string, string?)> Columns(GroundFacts of) =>
        [
            ("kind", System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(of.Kind.ToString())),
            ("name", of.Name),
            ("lon", FormattableString.Invariant($"{of.Location.Point.Lon:0.######} {of.Location.Point.Lat:0.######}")),
            ("grid", of.Grid),
            ("building", of.Building),
            ("holder", of.Holder),
            ("phone", of.Phone),
            ("levels", of.Levels?.ToString(CultureInfo.InvariantCulture)),
            ("lift", of.Lift is { } lift ? (lift ? "是" : "否") : null),
            ("warning", of.Note),
        ];
}
