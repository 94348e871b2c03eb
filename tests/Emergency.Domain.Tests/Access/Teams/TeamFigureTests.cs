using Emergency.Domain.Teams;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Teams;

/// <summary>The figures of a team add up, and a gap is a shift that no present member keeps.</summary>
public sealed class TeamFigureTests
{
    private static readonly Member Chief = new(
        MemberOf(GridChief),
        TeamRole.GridChief,
        null,
        null,
        null,
        [],
        Availability.OnPost,
        Hidden("长")
    );

    [Fact]
    public void Whatever_happens_to_a_team_in_the_team_is_callable_and_on_leave_and_away() =>
        Any.Holds(
            length: 40,
            times: 200,
            acts =>
            {
                var team = Team.None;
                foreach (var act in acts)
                {
                    var any = new Any(act);
                    if (Team.Decide(team, (Command)any.Make(any.Among(Noun.Team.CommandTypes))) is Decision.Happened { Events: var events })
                        team = events.Aggregate(team, Team.Evolve);
                    var figures = TeamFigures.Of(team, Today);
                    figures.InTeam.ShouldBe(figures.Callable + figures.OnLeave + figures.Away);
                    figures.Uninsured.ShouldBeLessThanOrEqualTo(figures.InTeam);
                }
            }
        );

    [Theory]
    [InlineData(Availability.OnPost)]
    [InlineData(Availability.OnLeave)]
    [InlineData(Availability.Away)]
    public void Who_has_no_insurance_is_counted_wherever_they_are(Availability now) =>
        TeamFigures
            .Of(
                new TeamEvent[] { new MemberRecorded(Chief, null, Night), new AvailabilitySet(Chief.Id, now, GridChief, Night) }.Aggregate(
                    Team.None,
                    Team.Evolve
                ),
                Today
            )
            .Uninsured.ShouldBe(1);

    [Fact]
    public void A_week_without_a_roster_has_fourteen_gaps_but_for_the_shift_that_is_over()
    {
        var gaps = Gaps();
        gaps.Count.ShouldBe(13);
        gaps[0].ShouldBe(new ShiftGap(Today, Shift.Night, Shanghai.At(Today, 20), false));
    }

    [Fact]
    public void A_shift_is_kept_by_who_is_on_post_and_a_rescuer_on_call_keeps_none()
    {
        DutyRostered Tonight(Post post) => new(new(Today, Shift.Night, post, Chief.Id, After(-67), After(653), null), Night);
        Gaps(Tonight(Post.Desk))[0].Day.ShouldBe(Today.AddDays(1));
        Gaps(Tonight(Post.Response))[0].ShouldBe(new ShiftGap(Today, Shift.Night, Shanghai.At(Today, 20), false));
        Gaps(Tonight(Post.Desk), new AvailabilitySet(Chief.Id, Availability.OnLeave, GridChief, Night))[0].OnLeave.ShouldBeTrue();
    }

    [Theory]
    [InlineData(23, 59, Shift.Night, 0, 13)]
    [InlineData(24, 0, Shift.Night, 0, 15)]
    [InlineData(31, 59, Shift.Night, 0, 15)]
    [InlineData(32, 0, Shift.Day, 1, 14)]
    public void The_night_that_began_yesterday_is_a_gap_until_it_ends(int hour, int minute, Shift first, int day, int all)
    {
        var gaps = Gaps(Shanghai.At(Today, 0).AddHours(hour).AddMinutes(minute));
        (gaps[0].Shift, gaps[0].Day, gaps.Count).ShouldBe((first, Today.AddDays(day), all));
    }

    [Fact]
    public void A_night_that_runs_past_midnight_is_kept_by_whom_it_was_given_the_day_before()
    {
        DutyRostered tonight = new(new(Today, Shift.Night, Post.Desk, Chief.Id, After(-67), After(653), null), Night);
        var late = Shanghai.At(Today.AddDays(1), 2);
        Gaps(late, tonight)[0].ShouldBe(new ShiftGap(Today.AddDays(1), Shift.Day, Shanghai.At(Today.AddDays(1), 8), false));
        Gaps(late, tonight, new AvailabilitySet(Chief.Id, Availability.OnLeave, GridChief, Night))[0]
            .ShouldBe(new ShiftGap(Today, Shift.Night, Shanghai.At(Today, 20), true));
    }

    private static IReadOnlyList<ShiftGap> Gaps(params TeamEvent[] events) => Gaps(Night, events);

    private static IReadOnlyList<ShiftGap> Gaps(DateTimeOffset at, params TeamEvent[] events) =>
        ShiftGaps.Of(
            events.Prepend(new MemberRecorded(Chief, null, Night)).Aggregate(Team.None, Team.Evolve),
            InForce.Table,
            Community,
            at
        );
}
