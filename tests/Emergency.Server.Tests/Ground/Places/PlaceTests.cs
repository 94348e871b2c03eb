using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Places;

public sealed class PlaceTests(Borough town)
{
    private PlacesKnown Places => town.Folding.Now.Of<PlacesKnown>();

    private static HashSet<string?> Codes(Answer answer) =>
        answer.Is(200)["items"].EnumerateArray().Select(item => item.GetProperty("code").GetString()).ToHashSet(StringComparer.Ordinal);

    [Fact]
    public void A_point_lies_in_its_community_or_in_the_smallest_division_that_is_drawn()
    {
        Places.At(new(114.07, 32.11)).ShouldBe(new Whereabouts(Borough.County, Borough.Street, Borough.Community));
        Places.At(new(114.13, 32.11)).ShouldBe(new Whereabouts(Borough.County, Borough.OtherStreet, null));
        Places.At(new(114.00, 32.05)).ShouldBe(new Whereabouts(Borough.County, null, null));
        Places.At(new(120, 30)).ShouldBeNull();
    }

    [Fact]
    public void An_area_concerns_the_communities_whose_ground_it_shares()
    {
        Places.Touching(new Area.Circle(new(114.0795, 32.11), 200)).ShouldBe([Borough.Community, Borough.Neighbour]);
        Places.Touching(new Area.Circle(new(114.07, 32.11), 150)).ShouldBe([Borough.Community]);
        Places.Touching(new Area.Named([new(Borough.Street)])).ShouldBe([Borough.Community, Borough.Neighbour]);
        Places.Neighbours(Borough.Neighbour).ShouldBe([Borough.Community, Borough.Distant]);
    }

    [Fact]
    public async Task Two_communities_of_a_county_with_one_name_are_told_apart_by_their_streets_while_both_are_in_use()
    {
        var at = TimeProvider.System.GetUtcNow();
        foreach (var (code, name) in ((string, string)[])[("411502801", "北例镇"), ("411502802", "南例镇")])
            await town.Do(Entities.Place(Borough.Realm, code), new RegisterDivision(code, name, "镇", new(2020, 1, 1), null, at));
        const string North = "411502801201";
        const string South = "411502802201";
        const string Elsewhere = "411503801201";
        await town.Do(Entities.Place(Borough.Realm, North), new RegisterDivision(North, "孔例村民委员会", "村", new(2020, 1, 1), null, at));
        await town.Do(
            Entities.Place(Borough.Realm, Elsewhere),
            new RegisterDivision(Elsewhere, "孔例村民委员会", "村", new(2020, 1, 1), null, at)
        );
        Places.Name(North).ShouldBe("孔例村民委员会");
        await town.Do(Entities.Place(Borough.Realm, South), new RegisterDivision(South, "孔例村民委员会", "村", new(2020, 1, 1), null, at));
        (Places.Name(North), Places.Name(South)).ShouldBe(("孔例村民委员会（北例镇）", "孔例村民委员会（南例镇）"));
        (Places.Name(Elsewhere), Places.RegisterName(North)).ShouldBe(("孔例村民委员会", "孔例村民委员会"));
        await town.Do(Entities.Place(Borough.Realm, South), new RegisterDivision(South, "李例村民委员会", "村", new(2020, 1, 1), null, at));
        (Places.Name(North), Places.Name(South)).ShouldBe(("孔例村民委员会", "李例村民委员会"));
        await town.Do(Entities.Place(Borough.Realm, South), new RegisterDivision(South, "孔例村民委员会", "村", new(2020, 1, 1), null, at));
        await town.Do(Entities.Place(Borough.Realm, South), new SucceedDivision(North, new(2025, 1, 1), at));
        Places.Name(North).ShouldBe("孔例村民委员会");
    }

    [Fact]
    public async Task A_code_that_was_given_up_leads_to_the_one_in_use()
    {
        const string Old = "411502009090";
        await town.Do(
            Entities.Place(Borough.Realm, Old),
            new RegisterDivision(Old, "旧例社区", "社区", new(2020, 1, 1), null, TimeProvider.System.GetUtcNow())
        );
        await town.Do(
            Entities.Place(Borough.Realm, Old),
            new SucceedDivision(Borough.Community, new(2025, 1, 1), TimeProvider.System.GetUtcNow())
        );
        Places.Today(Old).ShouldBe(Borough.Community);
        Places.Today(Borough.Community).ShouldBe(Borough.Community);
    }

    [Fact]
    public async Task A_division_whose_import_is_undone_is_no_longer_listed()
    {
        const string Code = "411502009091";
        var (import, entity) = (new ImportId(Guid.CreateVersion7()), Entities.Place(Borough.Realm, Code));
        await town.Do(entity, new RegisterDivision(Code, "误例社区", "社区", new(2020, 1, 1), import, TimeProvider.System.GetUtcNow()));
        Places.Of(Code).ShouldNotBeNull();
        await town.Do(entity, new UndoDivisionImport(import, TimeProvider.System.GetUtcNow()));
        Places.Of(Code).ShouldBeNull();
        Places.Below(Code[..9]).ShouldNotContain(division => division.Code == Code);
    }

    [Fact]
    public async Task A_secretary_sees_the_divisions_of_the_own_street_and_those_above()
    {
        var secretary = await town.Secretary();
        (await secretary.Get("/api/divisions"))
            .Is(200)["items"]
            .EnumerateArray()
            .Select(item => item.GetProperty("code").GetString())
            .ShouldBe([Borough.County]);
        (await secretary.Get($"/api/divisions?parent={Borough.County}"))["items"]
            .EnumerateArray()
            .Select(item => item.GetProperty("code").GetString())
            .ShouldBe([Borough.Street]);
        (await secretary.Get($"/api/divisions/{Borough.OtherStreet}")).Is(404);
        (await secretary.Get($"/api/divisions/{Borough.Street}")).Is(200).String("name").ShouldBe("老城街道");
        (await secretary.Get("/api/divisions?parent=x")).Is(400);
        (await secretary.Get($"/api/divisions/{Borough.OtherStreet}/names")).Is(404);
        Codes(await secretary.Get($"/api/divisions/{Borough.Street}/names"))
            .ShouldBe([Borough.Street, Borough.Community, Borough.Neighbour], ignoreOrder: true);
    }

    [Fact]
    public async Task A_city_has_its_counties_below_it_whether_the_register_names_it_or_not_and_is_none_itself()
    {
        const string City = "4115";
        var city = await town.As(Role.CountyCommander, City);
        foreach (var name in (string[])[City, "信阳市"])
        {
            (await city.Get($"/api/divisions/{City}")).Is(200).String("name").ShouldBe(name);
            Codes(await city.Get($"/api/divisions?parent={City}")).Contains(Borough.County).ShouldBeTrue();
            Codes(await city.Get("/api/divisions")).Contains(City).ShouldBeFalse();
            Codes(await city.Get($"/api/divisions/{City}/names"))
                .IsSupersetOf([City, Borough.County, Borough.Street, Borough.Community])
                .ShouldBeTrue();
            (await city.Get($"/api/divisions/{City}/boundary")).Is(200)["properties"].GetProperty("name").GetString().ShouldBe(name);
            (await city.Get($"/api/divisions/{City}/boundaries?level=street")).Is(200)["features"].GetArrayLength().ShouldBeGreaterThan(0);
            Places.Communities(City).ShouldContain(one => one.Code == Borough.Community);
            Places.Below("41").ShouldContain(one => one.Code == Borough.County);
            await town.Do(
                Entities.Place(Borough.Realm, City),
                new RegisterDivision(City, "信阳市", "市", new(2020, 1, 1), null, TimeProvider.System.GetUtcNow())
            );
        }
        (await city.Get("/api/divisions/4199")).Is(404);
        (await (await town.Duty()).Get($"/api/divisions/{City}")).Is(404);
    }

    [Fact]
    public async Task An_office_that_begins_has_its_code_for_a_name_and_an_empty_map_until_its_divisions_are_imported()
    {
        const string Home = "411599";
        var commander = await town.As(Role.CountyCommander, Home);
        (await commander.Get($"/api/divisions/{Home}")).Is(200).String("name").ShouldBe(Home);
        Codes(await commander.Get($"/api/divisions/{Home}/names")).ShouldBe([Home]);
        Codes(await commander.Get($"/api/divisions?parent={Home}")).ShouldBeEmpty();
        (await commander.Get($"/api/divisions/{Home}/boundary")).Is(200).Body.TryGetProperty("geometry", out _).ShouldBeFalse();
        (await commander.Get($"/api/divisions/{Home}/boundaries?level=street")).Is(200)["features"].GetArrayLength().ShouldBe(0);
        (await commander.Get($"/api/authorities/{Home}/duty")).Is(200);
        // Below the own division, and beside it, nothing exists before somebody creates it.
        (await commander.Get($"/api/divisions/{Home}001/names")).Is(404);
        (await commander.Get($"/api/authorities/{Home}001/duty")).Is(404);
        (await (await town.Duty()).Get($"/api/divisions/{Home}/names")).Is(404);
    }

    [Fact]
    public async Task A_boundary_is_drawn_as_GeoJSON()
    {
        var duty = await town.Duty();
        var boundary = (await duty.Get($"/api/divisions/{Borough.Community}/boundary")).Is(200);
        boundary.String("type").ShouldBe("Feature");
        boundary["properties"].GetProperty("synthetic").GetBoolean().ShouldBeTrue();
        boundary["geometry"].GetProperty("type").GetString().ShouldBe("MultiPolygon");
        boundary["geometry"].GetProperty("coordinates")[0][0].GetArrayLength().ShouldBe(5);
        (await duty.Get($"/api/divisions/{Borough.County}/boundaries?level=community")).Is(200)["features"].GetArrayLength().ShouldBe(3);
        (await duty.Get($"/api/divisions/{Borough.County}/boundaries?level=street")).Is(200)["features"].GetArrayLength().ShouldBe(2);
        (await duty.Get($"/api/divisions/{Borough.County}/boundaries?level=house")).Is(400);
    }
}
