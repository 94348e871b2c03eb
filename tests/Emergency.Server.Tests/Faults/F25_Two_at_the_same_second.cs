using Emergency.Domain.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Hotlines;
using Emergency.Testing;

namespace Emergency.Server.Tests.Faults;

public sealed class F25TwoAtTheSameSecond(Borough borough)
{
    private readonly Partner _fire = new(borough);

    [Fact]
    public async Task Two_machines_that_hand_over_one_case_at_the_same_second_open_one_incident_that_knows_both_reports()
    {
        var number = Partner.NewNumber();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(n => _fire.Created(Partner.Fire(number, Partner.Here, title: $"第 {n} 台")))
        );
        answers.ShouldAllBe(answer => answer.Status == 202);
        var incident = answers.Select(answer => answer["incidentId"].GetGuid()).Distinct().ShouldHaveSingleItem();
        await borough.Folding.At(new(answers.Max(answer => answer.Position!.Value)), Until.AtMost, CancellationToken.None);
        borough.Incident(incident)!.State.Reports.Count.ShouldBe(8);
    }

    [Fact]
    public async Task Two_callers_of_two_fires_at_the_same_second_are_two_incidents()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => _fire.Created(Partner.Fire(Partner.NewNumber(), Partner.Here)))
        );
        answers.Select(answer => answer.Is(202)["incidentId"].GetGuid()).Distinct().Count().ShouldBe(8);
    }

    [Fact]
    public async Task Two_phones_that_were_offline_each_send_their_ticks_twice_and_everyone_is_ticked_once()
    {
        var incident = await Drawn();
        var (secretary, grid) = (await borough.Secretary(), await borough.GridChief());
        var path = $"/api/incidents/{incident}/doors/{Borough.Community}";
        var old = $"{path}/persons/{BoroughRegisters.OldWoman}/check";
        var sent = await Task.WhenAll(
            secretary.Post(old, new { state = "safe" }, "phone-1"),
            secretary.Post(old, new { state = "safe" }, "phone-1"),
            grid.Post(old, new { state = "safe" }, "phone-2"),
            grid.Post(old, new { state = "safe" }, "phone-2"),
            grid.Post($"{path}/visitors", new { name = "访客样人" }, "phone-2b"),
            grid.Post($"{path}/visitors", new { name = "访客样人" }, "phone-2b")
        );
        sent.ShouldAllBe(answer => answer.Status == 200);
        sent[5].Text.ShouldBe(sent[4].Text);
        await borough.Folding.At(new(sent.Max(answer => answer.Position!.Value)), Until.AtMost, CancellationToken.None);
        var events = await Events(incident);
        events.Count(happened => happened is PersonChecked).ShouldBe(1);
        events.Count(happened => happened is VisitorAdded).ShouldBe(1);
    }

    private async Task<Guid> Drawn()
    {
        var incident = Guid.Parse((
                await (await borough.Duty()).Post(
                    "/api/incidents",
                    new
                    {
                        category = "fire",
                        title = "着火",
                        location = new { lon = Borough.Lon, lat = Borough.Lat },
                    }
                )
            ).Is(201).String("id")!);
        (
            await (await borough.Secretary()).Post(
                $"/api/incidents/{incident}/impact",
                new
                {
                    circle = new
                    {
                        lon = Borough.Lon,
                        lat = Borough.Lat,
                        metres = 150,
                    },
                }
            )
        ).Is(200);
        await Until.True(
            () => borough.Folding.Now.Of<DoorsKnown>().Of(new(incident), Borough.Community).Persons.ContainsKey(BoroughRegisters.OldWoman),
            "the doors are counted"
        );
        return incident;
    }

    private async Task<IReadOnlyList<object>> Events(Guid incident)
    {
        var events = new List<object>();
        await foreach (
            var happened in borough.Feed.Stream(Entities.Doors(Entities.Live, new(incident), Borough.Community), await borough.Feed.Head())
        )
            events.Add(happened.Event);
        return events;
    }
}

/// <summary>The same for people who keep the registers.</summary>
[Collection(nameof(Quarter))]
public sealed class F25TwoClerks(Quarter quarter)
{
    [Fact]
    public async Task Two_clerks_who_read_in_the_same_row_at_the_same_moment_leave_it_there_once()
    {
        await quarter.News();
        await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(_ =>
                    QuarterRegisters.Import(
                        quarter.Clerk,
                        "supplies",
                        QuarterRegisters.Here,
                        "same.csv",
                        $"item_id,name,unit,quantity,community_code,location\nTWICE,手电,支,7,{QuarterRegisters.Here},样仓\n"
                    )
                )
        );
        (await quarter.News()).Count(one => one.GetProperty("form").GetString() == "supplies.lot-recorded.v1").ShouldBe(1);
    }
}
