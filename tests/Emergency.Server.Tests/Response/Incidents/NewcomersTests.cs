using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Incidents;

/// <summary>People recorded while an incident runs are looked for like everybody else, for every way of recording.</summary>
public sealed class NewcomersTests(Borough borough)
{
    // Farther off than any other test's circle.
    private const double East = 0.0085;

    [Fact]
    public async Task A_home_or_a_person_that_is_recorded_inside_the_area_joins_its_doors()
    {
        var duty = await borough.Duty();
        var body = new
        {
            category = "flood",
            title = "河边进水",
            community = Borough.Community,
        };
        var incident = new IncidentId((await duty.Post("/api/incidents", body)).Is(201)["id"].GetGuid());
        var circle = new
        {
            lon = Borough.Lon + East,
            lat = Borough.Lat,
            metres = 60,
        };
        (await duty.Post($"/api/incidents/{incident}/impact", new { circle })).Is(200);
        Doors Here() => borough.Folding.Now.Of<DoorsKnown>().Of(incident, Borough.Community);
        await Until.True(() => Here().Incident == incident, "the area is counted");
        var residents = Entities.Residents(Borough.Realm, Borough.Community);

        var (filed, entered) = (await Home("filed"), await Home("entered"));
        await borough.Do(residents, new RecordHouseholds([filed], null, borough.Time.GetUtcNow()));
        await Until.True(() => Here().Households.ContainsKey(filed.Id), "one from a file is counted");
        await borough.Do(residents, new EnterHousehold(entered, null, Borough.By, borough.Time.GetUtcNow()));
        await Until.True(() => Here().Households.ContainsKey(entered.Id), "one that somebody entered is counted");
        var person = BoroughRegisters.Someone("a newcomer");
        await BoroughRegisters.Record(borough, person, entered.Id, "何拟新", new(1950, 1, 1), East, "disabled");
        await Until.True(() => Here().Persons.ContainsKey(person), "who is recorded is counted");
        (await duty.Post($"/api/incidents/{incident}/withdraw", new { reason = "退水" })).Is(200);
    }

    private async Task<Household> Home(string name)
    {
        var id = new HouseholdId(Derived.Register("household", Borough.County, $"newcomer-{name}"));
        var point = new GeoPoint(Borough.Lon + East, Borough.Lat);
        return new(
            id,
            "G9",
            2,
            await borough.Seal(
                id.Value,
                new HouseholdContact("冯试新", ["13900000004"], null, "9号楼", "1单元", 1, "101", new(point, Datum.Wgs84, point), null)
            )
        );
    }
}
