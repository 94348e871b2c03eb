using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Live;
using Emergency.Testing;

namespace Emergency.Server.Tests.Places;

public sealed class ShelterTests(Borough town)
{
    [Fact]
    public async Task Only_shelters_fit_for_the_hazard_are_offered()
    {
        var (school, gym) = (await Shelter("小学", "flood"), await Shelter("体育馆", "fire", "flood"));
        var duty = await town.Duty();
        var fit = (await duty.Get($"/api/shelters?division={Borough.Street}&fit=fire"))
            .Is(200)["items"]
            .EnumerateArray()
            .Select(item => item.GetProperty("id").GetGuid())
            .ToList();
        fit.ShouldContain(gym.Value);
        fit.ShouldNotContain(school.Value);
        (await (await town.As(Role.Secretary, Borough.Distant)).Get("/api/shelters")).Is(200).Text.ShouldNotContain(gym.ToString());
    }

    [Fact]
    public async Task Who_watches_the_street_sees_a_shelter_open_and_fill_beyond_its_capacity()
    {
        var (shelter, secretary) = (await Shelter("文化站", "fire"), await town.Secretary());
        await using var ear = await Ear.Open(town.Stranger.Address, (await town.StreetOfficer()).Token);
        await ear.Join("division", Borough.Street);
        (await secretary.Post($"/api/shelters/{shelter}/open")).Is(200);
        (await secretary.Post($"/api/shelters/{shelter}/count", new { occupancy = 41 })).Is(200);
        await Until.True(() => (int?)ear.Newest("shelter", shelter.ToString())?["occupancy"] == 41, "the street hears how full it is");
        ((bool)ear.Newest("shelter", shelter.ToString())!["open"]!).ShouldBeTrue();
        ((int)ear.Newest("shelter", shelter.ToString())!["capacity"]!).ShouldBe(40);
    }

    [Fact]
    public async Task A_shelter_is_opened_only_by_who_answers_for_it()
    {
        var shelter = await Shelter("礼堂", "fire");
        (await (await town.UnitChief()).Post($"/api/shelters/{shelter}/open")).Is(403);
        (await (await town.As(Role.Secretary, Borough.Neighbour)).Post($"/api/shelters/{shelter}/open")).Is(403);
        (await (await town.As(Role.Secretary, Borough.Distant)).Post($"/api/shelters/{shelter}/open")).Is(404);
        (await (await town.Secretary()).Post($"/api/shelters/{shelter}/count", new { occupancy = -1 }))
            .Is(409)
            .Code.ShouldBe("shelter.negative-occupancy");
        (await (await town.Secretary()).Post($"/api/shelters/{Guid.CreateVersion7()}/open")).Is(404);
    }

    [Fact]
    public async Task Who_has_the_key_opens_and_counts_that_shelter_and_no_other()
    {
        var (own, other) = (await Shelter("祠堂", BoroughRegisters.UnitChief), await Shelter("礼堂二", "fire"));
        var keyHolder = await town.UnitChief();
        (await keyHolder.Post($"/api/shelters/{own}/open")).Is(200);
        (await keyHolder.Post($"/api/shelters/{own}/count", new { occupancy = 3 })).Is(200);
        (await keyHolder.Post($"/api/shelters/{own}/close")).Is(200);
        (await keyHolder.Post($"/api/shelters/{other}/open")).Is(403);
        (await (await town.OtherUnitChief()).Post($"/api/shelters/{own}/open")).Is(403);
    }

    [Fact]
    public async Task A_shelter_that_is_one_no_more_leaves_the_list_the_map_and_the_public_page_and_risk_points_need_another_place()
    {
        var (shelter, street, secretary) = (await Shelter("旧礼堂", "flood"), await town.StreetOfficer(), await town.Secretary());
        var points = $"/api/communities/{Borough.Community}/risk-points";
        var point = new
        {
            name = "后沟",
            kind = "gully",
            unit = "rain-mm-per-hour",
            threshold = 50,
            every = 7,
            shelter,
        };
        var id = (await secretary.Post(points, point)).Is(201).String("id");
        await using var ear = await Ear.Open(town.Stranger.Address, street.Token);
        await ear.Join("division", Borough.Street);
        var withdraw = $"/api/shelters/{shelter}/withdraw";
        (await secretary.Post(withdraw, new { reason = "拆了" })).Is(403);
        (await street.Post(withdraw, new { })).Is(400);
        (await secretary.Post($"/api/shelters/{shelter}/open")).Is(200);
        (await street.Post(withdraw, new { reason = "拆了" })).Is(409).Code.ShouldBe("shelter.in-use");
        await Until.True(() => ear.Newest("shelter", shelter.ToString()) is not null, "the map shows it open");
        (await secretary.Post($"/api/shelters/{shelter}/close")).Is(200);
        (await street.Post(withdraw, new { reason = "拆了" })).Is(200);
        (await street.Post(withdraw, new { reason = "拆了" })).Is(404);
        await Until.True(() => ear.Newest("shelter", shelter.ToString()) is null, "the map hears that it is gone");
        (await street.Get($"/api/shelters?division={Borough.Street}&limit=200")).Is(200).Text.ShouldNotContain("旧礼堂");
        var shown = (await secretary.Get($"/api/divisions/{Borough.Community}/risk-points"))
            .Is(200)["items"]
            .EnumerateArray()
            .Single(one => one.GetProperty("id").GetString() == id);
        (shown.GetProperty("shelterName").GetString(), shown.GetProperty("shelterGone").GetBoolean()).ShouldBe(("旧礼堂", true));
        (await secretary.Post($"{points}/{id}/end", new { words = "不用了" })).Is(200);
    }

    private Task<ShelterId> Shelter(string name, params string[] fit) => Shelter(name, (MemberId?)null, fit);

    private async Task<ShelterId> Shelter(string name, MemberId? contact, params string[] fit)
    {
        var id = new ShelterId(Guid.CreateVersion7());
        await town.Do(
            Entities.Shelter(Borough.Realm, id),
            new RecordShelter(
                new(id, Borough.Community, name, "公共建筑", 40, 160, "全天", true, true, [.. fit], null, contact),
                null,
                TimeProvider.System.GetUtcNow()
            )
        );
        return id;
    }
}
