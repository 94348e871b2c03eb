using Emergency.Domain;
using Emergency.Domain.Stock;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Communities;

public sealed class SupplyTests(Borough town)
{
    private const string Community = $"/api/communities/{Borough.Community}",
        Supplies = $"{Community}/supplies";

    [Fact]
    public async Task What_is_reserved_is_not_free_what_is_issued_is_gone_and_what_comes_back_is_there_again()
    {
        var (secretary, lot, task) = (await town.Secretary(), await Lot("手电", 5, minimum: 2), new TaskId(Guid.CreateVersion7()));
        (await secretary.Post($"{Supplies}/{lot}/reserve", new { task, quantity = 6 })).Is(409).Code.ShouldBe("supplies.not-enough");
        (await secretary.Post($"{Supplies}/{lot}/reserve", new { quantity = 1 })).Is(400).Arguments.ShouldBe(["$.task: needed"]);
        (await Of(lot, (await secretary.Post($"{Supplies}/{lot}/reserve", new { task, quantity = 4 })).Is(200))).ShouldBe((1, 4, 0));
        (await Of(lot, (await secretary.Post($"{Supplies}/{lot}/issue", new { task, receivedBy = "例试签" })).Is(200))).ShouldBe((1, 0, 4));
        (await Of(lot, (await secretary.Post($"{Supplies}/{lot}/return", new { task, quantity = 3 })).Is(200))).ShouldBe((4, 0, 0));
        (await secretary.Post($"{Supplies}/{lot}/check", new { quantity = 9, on = "2026-02-01" })).Is(200);
        (await secretary.Post($"{Supplies}/{Guid.CreateVersion7()}/check", new { quantity = 9 }))
            .Is(404)
            .Code.ShouldBe("supplies.unknown-lot");
    }

    [Fact]
    public async Task What_has_run_low_or_expired_is_counted_at_a_glance()
    {
        var before = (await (await town.Duty()).Get(Community)).Is(200)["counts"];
        await Lot("沙袋", 1, minimum: 100, expires: new DateOnly(2020, 1, 1));
        var after = (await (await town.Duty()).Get(Community)).Is(200)["counts"];
        foreach (var count in (string[])["lots", "lotsLow", "lotsExpired"])
            after.GetProperty(count).GetInt32().ShouldBeGreaterThan(before.GetProperty(count).GetInt32());
    }

    [Fact]
    public async Task A_volunteer_sees_the_stock_and_does_not_change_it()
    {
        var (volunteer, lot) = (
            await town.As(Domain.Role.Volunteer, Borough.Community, BoroughRegisters.Volunteer),
            await Lot("雨衣", 5, minimum: 0)
        );
        (await volunteer.Get(Supplies)).Is(200).Text.ShouldContain("雨衣");
        (await volunteer.Post($"{Supplies}/{lot}/check", new { quantity = 1 })).Is(403).Code.ShouldBe("scope.not-yours");
    }

    [Fact]
    public async Task Who_may_not_know_how_many_live_there_sees_the_community_without_that_figure()
    {
        (await (await town.Secretary()).Get(Community))
            .Is(200)["residents"]
            .GetProperty("households")
            .GetInt32()
            .ShouldBeGreaterThanOrEqualTo(3);
        var seen = (await (await town.UnitChief()).Get(Community)).Is(200);
        seen.Body.TryGetProperty("residents", out _).ShouldBeFalse();
        seen.String("name").ShouldBe("试阳社区");
        seen["street"].GetProperty("name").GetString().ShouldBe("老城街道");
        seen["plan"].GetProperty("inForce").GetString().ShouldBe("2026-1");
        seen["onDuty"].EnumerateArray().ShouldNotBeEmpty();
    }

    private async Task<LotId> Lot(string name, int quantity, int minimum, DateOnly? expires = null)
    {
        var lot = new LotId(Guid.CreateVersion7());
        await town.Do(
            Entities.Supplies(Borough.Realm, Borough.Community),
            new RecordLots(
                [new(lot, name, "个体防护", "件", quantity, minimum, expires, "物资点", null, null, null)],
                null,
                TimeProvider.System.GetUtcNow()
            )
        );
        return lot;
    }

    private async Task<(int Free, int Reserved, int Issued)> Of(LotId lot, Answer after)
    {
        var item = (await (await town.Secretary()).Get(Supplies, after))
            .Is(200)["items"]
            .EnumerateArray()
            .Single(item => item.GetProperty("id").GetGuid() == lot.Value);
        return (item.GetProperty("free").GetInt32(), item.GetProperty("reserved").GetInt32(), item.GetProperty("issued").GetInt32());
    }
}
