using Emergency.Domain.Plans;
using Emergency.Domain.Teams;

namespace Emergency.Domain.Tests.Incidents;

public sealed partial class AssignmentStories
{
    [Fact]
    public void Who_is_on_leave_or_away_is_not_woken()
    {
        var members = Everybody.Select(m =>
            m == Unit1 ? m with { Availability = Availability.OnLeave }
            : m == Grid1 ? m with { Availability = Availability.Away }
            : m
        );
        Levels(Resolve(Step(TaskClass.Life, "door-chain"), members, [On(Post.Response, Unit1)], [Upstairs])[0])
            .ShouldBe(["building-chief:13"]);
    }

    [Fact]
    public void A_door_without_a_chain_falls_to_who_is_on_duty_then_to_the_secretary_then_to_the_street()
    {
        var nobody = Without(Unit1, Building1, Grid1);
        Levels(Resolve(Step(TaskClass.Life, "door-chain"), nobody, [On(Post.Desk, Children), On(Post.Lead, Head)], [Upstairs])[0])
            .ShouldBe(["desk:3", "lead:2"]);
        Levels(Resolve(Step(TaskClass.Life, "door-chain"), nobody, [], [Upstairs])[0]).ShouldBe(["secretary:1"]);
        Levels(Resolve(Step(TaskClass.Life, "door-chain"), [], [], [Upstairs])[0]).ShouldBe(["street:"]);
    }
}
