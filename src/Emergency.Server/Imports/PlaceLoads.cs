using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Domain.Places;
using Emergency.Server.Imports.Reading;
using Emergency.Server.Places;

namespace Emergency.Server.Imports;

/// <summary>Divisions, their areas, hazards, shelters, stock and plans. What is the same as known is left out: a file that says nothing new writes nothing, no beginning and no end either.</summary>
internal static class PlaceLoads
{
    public static IEnumerable<Loads> Divisions(RegisterReading reading, Loading at)
    {
        var rows = reading.Of<DivisionRow>().Where(row => at.Inside(row, row.Code)).ToList();
        yield return new Loads<DivisionRow>(code => Entities.Place(at.Asked.Realm, code), one => new RegisterDivision(one[0].Code, one[0].Name, one[0].Kind ?? "", new DateOnly(at.Today.Year, 1, 1), at.Import, at.Asked.Now), [.. rows.Select(row => new Piece<DivisionRow>(row.Code, null, () => at.Places.Of(row.Code)?.Facts is { } known && (known.Name, known.Kind, known.ValidFrom) == (row.Name, row.Kind ?? "", new DateOnly(at.Today.Year, 1, 1)) ? null : row))], 1);
    }

    public static IEnumerable<Loads> Areas(RegisterReading reading, Loading at)
    {
        var rows = reading.Of<AreaFeature>().Where(row => at.Inside(row, row.Code)).ToList();
        yield return new Loads<AreaFeature>(code => Entities.Place(at.Asked.Realm, code), one => new DrawBoundary(Ground.ToArea(one[0].Area), one[0].Synthetic, at.Import, at.Asked.Now), [.. rows.Select(row => new Piece<AreaFeature>(row.Code, null, () => row))], 1);
    }

    public static IEnumerable<Loads> Hazards(RegisterReading reading, Loading at)
    {
        Hazard Fact(HazardRow row, Guid id) => new(new HazardId(id), row.Type, row.Level ?? "", row.Description ?? "", Loading.At(row.Point), row.RadiusMetres, at.Member(row.ResponsibleId), row.FoundOn, row.Status ?? "");
        IEnumerable<(Guid, bool)> Like(HazardRow row) => (at.Places.Of(row.CommunityCode)?.Facts.Hazards.Values ?? []).Where(known => known.Type == row.Type && known.Description == (row.Description ?? "")).Select(known => (known.Id.Value, known == Fact(row, known.Id.Value)));
        var rows = reading.Of<HazardRow>().ToList();
        var ids = at.Ids(rows, row => row.Id is { } number ? at.Numbered("hazard", number) : null, Like);
        yield return new Loads<Hazard>(code => Entities.Place(at.Asked.Realm, code), hazards => new RecordHazards(hazards, at.Import, at.Asked.Now), [.. rows.Zip(ids, (row, id) => new Piece<Hazard>(row.CommunityCode, null, () => Fact(row, id) is var fact && at.Places.Of(row.CommunityCode)?.Facts.Hazards.GetValueOrDefault(fact.Id) == fact ? null : fact))]);
    }

    public static IEnumerable<Loads> Shelters(RegisterReading reading, Loading at)
    {
        ShelterFacts Fact(Reading.ShelterRow row, Guid id) => new(new ShelterId(id), row.CommunityCode, row.Name, row.Type ?? "", row.Capacity, row.AreaSquareMetres ?? 0, row.OpenHours ?? "", row.BarrierFree ?? false, row.Indoor ?? false, ListOf.From(row.Fit), Loading.At(row.Point), at.Member(row.ContactId));
        IEnumerable<(Guid, bool)> Like(Reading.ShelterRow row) => at.Shelters.In(row.CommunityCode).Where(known => known.Facts!.Name == row.Name).Select(known => (known.Facts!.Id.Value, known.Facts == Fact(row, known.Facts.Id.Value)));
        var rows = reading.Of<Reading.ShelterRow>().ToList();
        foreach (var (row, id) in rows.Zip(at.Ids(rows, row => row.Id is { } number ? at.Numbered("shelter", number) : null, Like)))
            yield return new Loads<ShelterFacts>(_ => Entities.Shelter(at.Asked.Realm, new(id)), one => new RecordShelter(one[0], at.Import, at.Asked.Now), [new(row.CommunityCode, null, () => Fact(row, id) is var fact && at.Shelters.Of(fact.Id)?.Facts == fact ? null : fact)], 1) { Named = id.ToString() };
    }

    public static IEnumerable<Loads> Stock(RegisterReading reading, Loading at)
    {
        LotFacts Fact(SupplyRow row, Guid id) => new(new LotId(id), row.Name, row.Category ?? "", row.Unit, (int)Math.Floor(row.Quantity), (int)Math.Ceiling(row.MinQuantity ?? 0), row.ExpiresOn, row.Location ?? "", Loading.At(row.Point), at.Member(row.KeeperId), row.CheckedOn);
        IEnumerable<(Guid, bool)> Like(SupplyRow row) => at.Supplies.Of(row.CommunityCode).Lots.Values.Select(lot => lot.Facts).Where(known => known.Name == row.Name && known.Location == (row.Location ?? "")).Select(known => (known.Id.Value, known == Fact(row, known.Id.Value)));
        var rows = reading.Of<SupplyRow>().ToList();
        var ids = at.Ids(rows, row => row.Id is { } number ? at.Numbered("lot", number) : null, Like);
        yield return new Loads<LotFacts>(code => Entities.Supplies(at.Asked.Realm, code), lots => new RecordLots(lots, at.Import, at.Asked.Now), [.. rows.Zip(ids, (row, id) => new Piece<LotFacts>(row.CommunityCode, null, () => Fact(row, id) is var fact && at.Supplies.Of(row.CommunityCode).Lots.GetValueOrDefault(fact.Id)?.Facts == fact ? null : fact))]);
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
