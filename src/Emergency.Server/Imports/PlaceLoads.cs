using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Domain.Places;
using Emergency.Server.Imports.Reading;
using Emergency.Server.Places;

namespace Emergency.Server.Imports;

/// <summary>Divisions, their areas, hazards, shelters, stock and plans.</summary>
internal static class PlaceLoads
{
    public static IEnumerable<Loads> Divisions(RegisterReading reading, Loading at)
    {
        var rows = reading.Of<DivisionRow>().Where(row => at.Inside(row, row.Code)).ToList();
        yield return new Loads<DivisionRow>(code => Entities.Place(at.Asked.Realm, code), one => new RegisterDivision(one[0].Code, one[0].Name, one[0].Kind ?? "", new DateOnly(at.Today.Year, 1, 1), at.Import, at.Asked.Now), [.. rows.Select(row => new Piece<DivisionRow>(row.Code, null, () => row))], 1);
    }

    public static IEnumerable<Loads> Areas(RegisterReading reading, Loading at)
    {
        var rows = reading.Of<AreaFeature>().Where(row => at.Inside(row, row.Code)).ToList();
        yield return new Loads<AreaFeature>(code => Entities.Place(at.Asked.Realm, code), one => new DrawBoundary(Ground.ToArea(one[0].Area), one[0].Synthetic, at.Import, at.Asked.Now), [.. rows.Select(row => new Piece<AreaFeature>(row.Code, null, () => row))], 1);
    }

    public static IEnumerable<Loads> Hazards(RegisterReading reading, Loading at)
    {
        yield return new Loads<Hazard>(code => Entities.Place(at.Asked.Realm, code), hazards => new RecordHazards(hazards, at.Import, at.Asked.Now), [.. reading.Of<HazardRow>().Select(row =>
        {
            var hazard = new Hazard(new HazardId(row.Id is { } number ? at.Numbered("hazard", number) : at.New(row)), row.Type, row.Level ?? "", row.Description ?? "", Loading.At(row.Point), row.RadiusMetres, at.Member(row.ResponsibleId), row.FoundOn, row.Status ?? "");
            return new Piece<Hazard>(row.CommunityCode, null, () => hazard);
        })]);
    }

    public static IEnumerable<Loads> Shelters(RegisterReading reading, Loading at)
    {
        foreach (var row in reading.Of<Reading.ShelterRow>())
        {
            var id = new ShelterId(row.Id is { } number ? at.Numbered("shelter", number) : at.New(row));
            var facts = new ShelterFacts(id, row.CommunityCode, row.Name, row.Type ?? "", row.Capacity, row.AreaSquareMetres ?? 0, row.OpenHours ?? "", row.BarrierFree ?? false, row.Indoor ?? false, ListOf.From(row.Fit), Loading.At(row.Point), at.Member(row.ContactId));
            yield return new Loads<ShelterFacts>(_ => Entities.Shelter(at.Asked.Realm, id), one => new RecordShelter(one[0], at.Import, at.Asked.Now), [new(row.CommunityCode, null, () => facts)], 1) { Named = id.ToString() };
        }
    }

    public static IEnumerable<Loads> Stock(RegisterReading reading, Loading at)
    {
        yield return new Loads<LotFacts>(code => Entities.Supplies(at.Asked.Realm, code), lots => new RecordLots(lots, at.Import, at.Asked.Now), [.. reading.Of<SupplyRow>().Select(row =>
        {
            var id = row.Id is { } number ? new LotId(at.Numbered("lot", number))
                : at.Supplies.Of(row.CommunityCode).Lots.Values.FirstOrDefault(lot => lot.Facts.Name == row.Name && lot.Facts.Location == (row.Location ?? ""))?.Facts.Id ?? new LotId(at.New(row));
            var lot = new LotFacts(id, row.Name, row.Category ?? "", row.Unit, (int)Math.Floor(row.Quantity), (int)Math.Ceiling(row.MinQuantity ?? 0), row.ExpiresOn, row.Location ?? "", Loading.At(row.Point), at.Member(row.KeeperId), row.CheckedOn);
            return new Piece<LotFacts>(row.CommunityCode, null, () => lot);
        })]);
    }

    public static IEnumerable<Loads> Plans(RegisterReading reading, Loading at)
    {
        foreach (var plan in reading.Of<PlanCard>().GroupBy(card => card.CommunityCode, StringComparer.Ordinal))
        {
            var first = plan.First();
            var text = new PlanText(first.Version ?? at.Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), first.PlanTitle, ListOf.From(plan.Select(Card)));
            yield return new Loads<PlanText>(code => Entities.Plan(at.Asked.Realm, code), one => new DraftPlan(one[0], at.Import, at.By, at.Asked.Now), [new(plan.Key, null, () => text)], 1);
        }
    }

    private static Card Card(PlanCard card) => new(card.Id, card.Hazard, card.Title, ListOf.From(card.Steps.Select(step => new Step(
        step.Id,
        step.Class switch { "life" => TaskClass.Life, "professional" => TaskClass.Professional, _ => TaskClass.Wait },
        ListOf.From(step.Roles), step.Text, (int)Math.Ceiling(step.Allow.TotalSeconds),
        ListOf.From(step.Supplies.Select(supply => new SupplyNeed(supply.Item, (int)Math.Ceiling(supply.Quantity))))))));
}
