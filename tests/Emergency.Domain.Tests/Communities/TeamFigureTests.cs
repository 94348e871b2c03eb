using Emergency.Domain.Communities;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Communities;

/// <summary>The figures of a team add up, and a gap is a shift that nobody keeps who is there.</summary>
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

    private static IReadOnlyList<ShiftGap> Gaps(params TeamEvent[] events) =>
        ShiftGaps.Of(
            events.Prepend(new MemberRecorded(Chief, null, Night)).Aggregate(Team.None, Team.Evolve),
            InForce.Table,
            Community,
            Night
        );
}
