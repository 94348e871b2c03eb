using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Features.Drills.Schedules;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Live;
using Emergency.Testing;

namespace Emergency.Server.Tests.Drills;

[Collection(nameof(Quarter))]
public sealed class CalendarTests(Quarter quarter)
{
    private static readonly DateTimeOffset Noon = new(2027, 3, 6, 12, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public async Task Two_drills_of_the_same_people_stand_against_each_other_and_one_press_ends_it()
    {
        var street = await quarter.As(Role.StreetOfficer);
        (await Wanted(street)).Contains(QuarterRegisters.Next, StringComparer.Ordinal).ShouldBeTrue();
        var (first, second) = (
            await Made(street, "2027-03-06", "12:00:00", community: QuarterRegisters.Next),
            await Made(street, "2027-03-06", "12:30:00", community: QuarterRegisters.Next)
        );
        var calendar = (await street.Get("/api/schedules/calendar?from=2027-03-01&to=2027-03-31")).Is(200);
        calendar["unannounced"].EnumerateArray().Select(year => year.GetInt32()).ShouldBe([2027]);
        (await Wanted(street)).Contains(QuarterRegisters.Next, StringComparer.Ordinal).ShouldBeFalse();
        var conflict = Among(calendar["conflicts"], second);
        (
            conflict.GetProperty("kind").GetString(),
            conflict.GetProperty("minutes").GetInt32(),
            conflict.GetProperty("schedule").GetString()
        ).ShouldBe(("same-people", 30, second));
        conflict.GetProperty("moveTo").GetDateTimeOffset().ShouldBe(Noon.AddMinutes(30).AddDays(2));

        var tried = (
            await street.Post(
                "/api/schedules/try",
                new
                {
                    communities = new[] { QuarterRegisters.Next },
                    date = Noon.AddMinutes(45),
                    minutes = 60,
                    schedule = second,
                }
            )
        ).Is(200);
        (tried["conflicts"].GetArrayLength(), tried["titles"][0].GetString()).ShouldBe((1, "日历演练"));
        (await street.Post($"/api/schedules/{second}/accept", new { date = conflict.GetProperty("moveTo").GetString() })).Is(200);
        (await street.Get("/api/schedules/calendar?from=2027-03-01&to=2027-03-31")).Is(200)["conflicts"].GetArrayLength().ShouldBe(0);
        foreach (var id in (string[])[first, second])
            (await street.Post($"/api/schedules/{id}/end", new { })).Is(200);
    }

    /// <summary>
    /// Each row: begin and end of a drill, in hours and minutes from the first midnight of the range, which is a day long; and whether the
    /// drill is in it.
    /// </summary>
    [Theory]
    [InlineData(-2.0, 0.0, false)]
    [InlineData(-2.0, 0.5, true)]
    [InlineData(-72.0, 72.0, true)]
    [InlineData(0.0, 0.0, true)]
    [InlineData(23.5, 30.0, true)]
    [InlineData(24.0, 25.0, false)]
    public void A_drill_stands_on_each_day_on_which_it_takes_place(double from, double to, bool stands)
    {
        var midnight = Noon.AddHours(-12);
        var drill = new CalendarEntry(
            "",
            null,
            null,
            "",
            Domain.Drills.DrillForm.Field,
            [],
            midnight.AddHours(from),
            midnight.AddHours(to),
            60,
            true,
            Domain.Drills.DrillStage.None,
            false,
            false,
            0,
            0
        );
        drill.IsWithin(midnight, midnight.AddDays(1)).ShouldBe(stands);
    }

    [Fact]
    public async Task A_plan_past_midnight_is_asked_for_by_either_of_its_days_and_by_no_other()
    {
        var street = await quarter.As(Role.StreetOfficer);
        var made = await Made(street, "2027-03-06", "23:30:00");
        foreach (var (day, stands) in ((string, bool)[])[("05", false), ("06", true), ("07", true), ("08", false)])
            (await street.Get($"/api/schedules/calendar?from=2027-03-{day}&to=2027-03-{day}"))
                .Is(200)["entries"]
                .EnumerateArray()
                .Any(one => one.TryGetProperty("schedule", out var plan) && plan.GetString() == made)
                .ShouldBe(stands, day);
        (await street.Post($"/api/schedules/{made}/end", new { })).Is(200);
    }

    [Fact]
    public async Task A_range_that_is_none_is_refused_and_what_players_may_not_know_is_in_no_calendar_of_theirs()
    {
        var (street, secretary) = (await quarter.As(Role.StreetOfficer), await quarter.As(Role.Secretary));
        (await street.Get("/api/schedules/calendar?from=2027-03-02&to=2027-03-01")).Is(400);
        (await street.Get("/api/schedules/calendar?from=2027-03-01&to=2027-12-01")).Is(400);
        (await street.Post("/api/schedules/try", new { communities = new[] { QuarterRegisters.Here }, minutes = 60 })).Is(400);
        string[] made = [await Made(street, "2027-03-06", "12:00:00", announced: false), await Made(street, "2027-03-06", "12:30:00")];
        var seen = (await secretary.Get("/api/schedules/calendar?from=2027-03-01&to=2027-03-31")).Is(200);
        (seen["entries"].GetArrayLength(), seen["conflicts"].GetArrayLength()).ShouldBe((1, 0));
        (
            await secretary.Post(
                "/api/schedules/try",
                new
                {
                    communities = new[] { QuarterRegisters.Here },
                    date = Noon,
                    minutes = 20,
                }
            )
        ).Is(200)["conflicts"].GetArrayLength().ShouldBe(0);
        foreach (var id in made)
            (await street.Post($"/api/schedules/{id}/end", new { })).Is(200);
    }

    [Fact]
    public async Task Who_prepares_is_reminded_of_what_is_missing_until_the_drill_is_moved_and_who_plays_unannounced_hears_nothing()
    {
        var (street, secretary) = (await quarter.As(Role.StreetOfficer), await quarter.As(Role.Secretary));
        await using var mine = await Hearing(street);
        await using var hers = await Hearing(secretary);
        var soon = TimeProvider.System.GetUtcNow().AddHours(1).AddSeconds(4);
        string[] made = [await Made(street, "2027-03-06", "12:00:00"), await Made(street, "2027-03-06", "12:30:00", announced: false)];
        foreach (var id in made)
            (await street.Post($"/api/schedules/{id}/accept", new { date = soon })).Is(200);
        (await secretary.Post($"/api/schedules/{made[0]}/prepare", new { what = "place" })).Is(200);
        await Until.True(() => made.All(id => mine.Newest("reminder", id) is not null), "the street is reminded of both");
        var said = mine.Newest("reminder", made[0])!;
        ((int)said["hours"]!, said["unprepared"]!.AsArray().Count, said["untold"]!.AsArray().Count).ShouldBe((1, 4, 5));
        await Until.True(() => hers.Newest("reminder", made[0]) is not null, "the secretary is reminded of the one");
        hers.Newest("reminder", made[1]).ShouldBeNull();
        (await street.Get($"/api/schedules/{made[0]}")).Is(200)["prepared"][0].GetProperty("by").GetString().ShouldBe("secretary");
        foreach (var id in made)
            (await street.Post($"/api/schedules/{id}/end", new { })).Is(200);
        await Until.True(
            () => made.All(id => mine.Newest("reminder", id) is null) && hers.Newest("reminder", made[0]) is null,
            "what has ended reminds nobody"
        );
    }

    private static async Task<string> Made(
        Api by,
        string day,
        string starts,
        bool announced = true,
        string community = QuarterRegisters.Here
    ) => (
            await by.Post(
                "/api/schedules",
                new
                {
                    title = "日历演练",
                    scenario = "old-block-fire",
                    form = "field",
                    announced,
                    communities = new[] { community },
                    rule = new { rhythm = "once", from = day },
                    starts,
                    minutes = 60,
                    safetyOfficer = new { name = "例安全", phone = "0376-0000000" },
                    stopWord = "停止演练",
                }
            )
        ).Is(201).String("id")!;

    private static async Task<IEnumerable<string?>> Wanted(Api by) =>
        (await by.Get("/api/schedules/calendar"))
            .Is(200)["wanted"]
            .EnumerateArray()
            .Select(one => one.GetProperty("community").GetString());

    private async Task<Ear> Hearing(Api who)
    {
        var ear = await Ear.Open(quarter.Server.Address, who.Token!);
        await ear.Join("me", who.Account);
        return ear;
    }

    private static JsonElement Among(JsonElement conflicts, string schedule) =>
        conflicts.EnumerateArray().Single(one => one.TryGetProperty("schedule", out var of) && of.GetString() == schedule);
}
