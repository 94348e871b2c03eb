using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using NetTopologySuite.Geometries;

namespace Emergency.Server.Across.Imports;

/// <summary>
/// Loads divisions, their areas, and plans. Unchanged records are left out: a file without news writes nothing, not even marks of begin and
/// end.
/// </summary>
internal static class PlaceLoads
{
    public static IEnumerable<Loads> Divisions(RegisterReading reading, Loading at)
    {
        var rows = reading.Of<DivisionRow>().Where(row => at.Inside(row, row.Code)).ToList();
        yield return new Loads<DivisionRow>(
            code => Entities.Place(at.Asked.Realm, code),
            one => new RegisterDivision(
                one[0].Code,
                one[0].Name,
                one[0].Kind ?? "",
                new DateOnly(at.Today.Year, 1, 1),
                at.Import,
                at.Asked.Now
            ),
            [.. rows.Select(row => Piece(row, at))],
            1
        );
    }

    public static IEnumerable<Loads> Areas(RegisterReading reading, Loading at)
    {
        var all = reading.Of<AreaFeature>().Where(row => at.Inside(row, row.Code)).ToList();
        var drawn = all.ToDictionary(row => row.Code, StringComparer.Ordinal);
        foreach (var row in all)
        {
            var outside = Above(row.Code)
                .Select(Level)
                .OfType<(Geometry Shape, bool Synthetic)>()
                .Where(above => !above.Shape.Intersects(row.Area))
                .ToList();
            // A made-up boundary proves nobody wrong: the row gets a warning, and the area is imported.
            if (outside.Exists(above => !above.Synthetic))
                at.Objections.Add(row, "geometry", Reasons.OutsideParent);
            else if (outside.Count > 0)
                at.Objections.Warn(row, "geometry", Reasons.OutsideParent);
        }
        var rows = all.Where(row => !at.Objections.Hold(row)).ToList();
        foreach (var row in rows)
            at.Differences.Note(row, at.Places.Of(row.Code)?.Facts.Boundary, Ground.ToArea(row.Area));
        yield return new Loads<AreaFeature>(
            code => Entities.Place(at.Asked.Realm, code),
            one => new DrawBoundary(Ground.ToArea(one[0].Area), one[0].Synthetic, at.Import, at.Asked.Now),
            [.. rows.Select(row => new Piece<AreaFeature>(row.Code, null, Origin.Of(row), () => row))],
            1
        );

        (Geometry Shape, bool Synthetic)? Level(string code) =>
            drawn.TryGetValue(code, out var own) ? (own.Area, own.Synthetic)
            : at.Places.Of(code) is { Shape: { } shape } known ? (shape, known.Facts.Synthetic)
            : null;
    }

    /// <summary>Loads plans. A plan is one document: its file replaces the draft as a whole, and nothing but the draft.</summary>
    public static IEnumerable<Loads> Plans(RegisterReading reading, Loading at)
    {
        foreach (var plan in reading.Of<PlanCard>().GroupBy(card => card.CommunityCode, StringComparer.Ordinal))
        {
            var first = plan.First();
            foreach (var card in plan)
                at.Differences.Note(card, at.Plans.Of(plan.Key).State.Draft?.Find(card.Id), Card(card));
            var text = new PlanText(
                first.Version ?? at.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                first.PlanTitle,
                ListOf.From(plan.Select(Card))
            );
            yield return new Loads<PlanText>(
                code => Entities.Plan(at.Asked.Realm, code),
                one => new DraftPlan(one[0], at.Import, at.By, at.Asked.Now),
                [new(plan.Key, null, Origin.Of(first), () => text)],
                1
            );
        }
    }

    // Codes of the levels above, the nearest first.
    private static IEnumerable<string> Above(string code) =>
        new[] { 9, 6, 4 }.Where(length => length < code.Length).Select(length => code[..length]);

    private static Piece<DivisionRow> Piece(DivisionRow row, Loading at)
    {
        var known = at.Places.Of(row.Code)?.Facts;
        var plain = row with { Kind = row.Kept("kind", row.Kind, known?.Kind) ?? "" };
        at.Differences.Compare(
            row,
            row.Code,
            known is null ? null : [("name", known.Name), ("kind", known.Kind)],
            [("name", plain.Name), ("kind", plain.Kind)]
        );
        return new(
            row.Code,
            null,
            Origin.Of(row),
            () =>
                known is not null
                && (known.Name, known.Kind, known.ValidFrom) == (plain.Name, plain.Kind, new DateOnly(at.Today.Year, 1, 1))
                    ? null
                    : plain
        );
    }

    private static Card Card(PlanCard card) =>
        new(
            card.Id,
            card.Hazard,
            card.Title,
            ListOf.From(
                card.Steps.Select(step => new Step(
                    step.Id,
                    step.Class switch
                    {
                        "life" => TaskClass.Life,
                        "professional" => TaskClass.Professional,
                        _ => TaskClass.Wait,
                    },
                    ListOf.From(step.Roles),
                    step.Text,
                    (int)Math.Ceiling(step.Allow.TotalSeconds),
                    ListOf.From(step.Supplies.Select(supply => new SupplyNeed(supply.Item, (int)Math.Ceiling(supply.Quantity))))
                ))
            )
        );
}
