using Emergency.Drills.Crews;
using Emergency.Drills.Crews.Sights;

namespace Emergency.Server.Tests.Drills.Runner;

public sealed class HabitTests
{
    private const string Here = "411502001001";
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 1, 40, 0, TimeSpan.FromHours(8));
    private static readonly SeenIncident Fire = new(
        Guid.CreateVersion7(),
        "fire",
        "life",
        "active",
        Here,
        [],
        0,
        Now,
        "三楼冒烟",
        FromHotline: true
    );
    private static readonly SeenIncident Drawn = Fire with
    {
        AreaVersion = 1,
        Communities = [Here],
        Cards = [new(Here, "old-block-fire", Fits: true, Active: false)],
    };

    [Fact]
    public void A_secretary_draws_the_area_before_the_card_is_activated()
    {
        Keys(As("secretary") with { Incidents = [Fire with { Cards = Drawn.Cards }] }).ShouldBe([$"area/{Fire.Id}"]);
        Keys(As("secretary") with { Incidents = [Drawn] }).ShouldBe([$"card/{Fire.Id}/old-block-fire"]);
    }

    [Fact]
    public void Nobody_begins_anything_in_what_is_the_same_fire_told_again_and_the_duty_desk_joins_it()
    {
        var again = Fire with { Id = Guid.CreateVersion7(), OpenedAt = Now.AddMinutes(3) };
        Keys(As("secretary") with { Incidents = [Drawn, again] })
            .ShouldNotContain(key => key.Contains($"{again.Id}", StringComparison.Ordinal));
        Keys(As("county-duty") with { Incidents = [Drawn, again], Joinable = [new(again.Id, Fire.Id)] }).ShouldBe([$"join/{again.Id}"]);
    }

    [Fact]
    public void What_no_hotline_told_us_is_handed_over_once_and_dialled_while_its_line_is_dead()
    {
        var told = Drawn with { FromHotline = false };
        Keys(As("street-officer") with { Incidents = [told] }).ShouldBe([$"hand-over/{Fire.Id}/fire-rescue"]);
        var waiting = new SeenHandover(
            Guid.CreateVersion7(),
            "fire-rescue",
            "queued",
            Now.AddMinutes(1),
            Rings: false,
            Unconfirmed: false,
            "119"
        );
        var sight = As("street-officer") with { Incidents = [told with { Handovers = [waiting] }] };
        Keys(sight).ShouldBeEmpty("the line is up: the other side has its minute");
        Keys(sight with { Lines = [new("119", "down")] }).ShouldBe([$"dialled/{waiting.Id}"]);
        Keys(As("street-officer") with { Incidents = [Drawn] }).ShouldBeEmpty("119 has told us itself");
    }

    [Fact]
    public void Who_hears_that_somebody_refuses_marks_the_door_on_that_floor_and_passes_it_on_where_it_is_not_the_own()
    {
        var (third, fourth) = (Person(3), Person(4));
        var said = new Told("c1", "call", "邻居", "四楼一位老人不肯走", Now);
        Acts(As("grid-chief") with { Incidents = [Drawn with { Persons = [third, fourth] }], Told = [said] })
            .Select(act => act.Path)
            .ShouldContain($"/api/incidents/{Fire.Id}/doors/{Here}/persons/{fourth.PersonId}/check", StringComparer.Ordinal);
        Keys(As("unit-chief") with { Incidents = [Drawn], Told = [said] }).ShouldBe([$"report/{Fire.Id}/c1"]);
        Keys(
                As("secretary") with
                {
                    Incidents = [Drawn with { Cards = [], Persons = [third, fourth], Reports = [said with { Way = "report" }] }],
                }
            )
            .ShouldContain($"door/{Fire.Id}/{fourth.PersonId}/refuses/c1", StringComparer.Ordinal);
    }

    [Fact]
    public void A_call_is_answered_before_anything_is_made_of_it() =>
        Keys(As("unit-chief") with { Incidents = [Drawn], Told = [new("c1", "call", "邻居", "", Now, Read: false, Answered: false)] })
            .ShouldBe(["answer/c1"]);

    [Fact]
    public void A_child_is_given_back_only_after_it_was_found_and_whoever_receives_it_has_signed()
    {
        var care = new SeenCare(Guid.CreateVersion7(), Fire.Id, "adult-there", Here, Now);
        Keys(As("child-director") with { Care = [care] }).ShouldBe([$"care/arrange/{care.Id}"]);
        foreach (var (handing, next) in new[] { ("none", "offer"), ("offered", "signed"), ("accepted", "exit") })
            Acts(
                    As("child-director") with
                    {
                        Care = [care with { Handing = handing }],
                        Told = [new("c2", "call", "派出所", "孩子找到了，没有受伤", Now.AddMinutes(35))],
                    }
                )
                .ShouldContain(act => act.Key == $"care/{next}/{care.Id}" && act.At > Now.AddMinutes(35));
    }

    [Fact]
    public void Who_is_called_says_that_they_are_awake_and_where_nobody_does_the_street_sends_somebody_and_says_when_they_are_there()
    {
        var call = new SeenCall(Guid.CreateVersion7(), Here, Told: false, Unheard: false, Sent: false, OfWarning: true, Proved: false);
        Keys(As("secretary") with { Calls = [call] }).ShouldBe([$"awake/{call.Id}"]);
        Keys(As("secretary") with { Calls = [call with { Told = true }, call with { Receiver = "411502001002" }] })
            .ShouldBe([$"loudspeaker/{call.Id}"]);
        Keys(As("secretary") with { Calls = [call with { Told = true, Proved = true }, call with { Told = true, OfWarning = false }] })
            .ShouldBeEmpty();
        Keys(As("street-officer") with { Calls = [call] }).ShouldBeEmpty("it still rings");
        Keys(As("street-officer") with { Calls = [call with { Unheard = true }] }).ShouldBe([$"drive/{call.Id}"]);
        Acts(As("street-officer") with { Calls = [call with { Unheard = true, Sent = true }] })
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                act => act.Path.ShouldBe($"/api/calls/{call.Id}/reached"),
                act => act.Wait.ShouldBe(TimeSpan.FromMinutes(5))
            );
    }

    [Fact]
    public void The_county_lifts_a_warning_only_when_it_was_told_that_it_can_be_lifted()
    {
        var warning = new SeenWarning(Guid.CreateVersion7(), "flood", "red", Confirmed: true, InForce: true);
        var said = new Told("c1", "call", "气象台", "雨停了，预警可以解除。", Now);
        Keys(As("county-duty") with { Warnings = [warning], Told = [said with { Text = "雨越下越大" }] }).ShouldBeEmpty();
        Keys(As("county-duty") with { Warnings = [warning, warning with { InForce = false }], Told = [said] })
            .ShouldBe([$"lift/{warning.Id}/c1"]);
    }

    private static SeenPerson Person(int floor) =>
        new(Here, Guid.CreateVersion7(), Guid.CreateVersion7(), "safe", Minor: false, TakenOver: false, [], "G1", "1号楼", "1单元", floor);

    private static Sight As(string role) =>
        new(
            new(
                "a",
                "crew",
                role,
                role switch
                {
                    "county-duty" => "411502",
                    "street-officer" => "411502001",
                    _ => Here,
                },
                null,
                null,
                null
            ),
            Now,
            [Here]
        );

    private static IReadOnlyList<Act> Acts(Sight sight) => [.. Roles.Wishes(sight)];

    private static IReadOnlyList<string> Keys(Sight sight) => [.. Acts(sight).Select(act => act.Key)];
}
