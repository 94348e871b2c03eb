using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.WrongState;

public sealed class CommunityTests(Quarter quarter) : Refusing(quarter)
{
    private const string Here = $"/api/communities/{QuarterRegisters.Here}",
        Next = $"/api/communities/{QuarterRegisters.Next}";

    [Fact, Long("refusals that the domain proves in tables")]
    public async Task A_plan_takes_one_step_after_the_other()
    {
        var secretary = await Quarter.As(Role.Secretary, From.Next);
        await Refused(secretary, $"{Next}/plan/submit", 409, "plan.no-draft");
        await Refused(Street, $"{Next}/plan/approve", 409, "plan.no-draft");
        await Refused(Street, $"{Next}/plan/return", new { reason = "再改" }, 409, "plan.no-draft");
        await Refused(Street, $"{Next}/plan/file", new { reference = "备1号" }, 409, "plan.nothing-in-force");
        await Refused(Street, $"{Next}/plan/evaluate", 409, "plan.nothing-in-force");
        await QuarterRegisters.Import(secretary, "plans", QuarterRegisters.Next, "plan.yaml", QuarterRegisters.Plan(QuarterRegisters.Next));
        await Refused(Street, $"{Next}/plan/approve", 409, "plan.not-submitted");
        await Refused(Street, $"{Next}/plan/return", new { reason = "再改" }, 409, "plan.not-submitted");
        await Refused(Street, $"{Next}/plan/file", new { reference = "备1号" }, 409, "plan.nothing-in-force");
    }

    [Fact, Long("refusals that the domain proves in tables")]
    public async Task Only_what_is_free_is_kept_and_only_what_was_kept_is_handed_out()
    {
        var (lot, task) = ($"{Here}/supplies/{QuarterRegisters.Lot(QuarterRegisters.Here)}", Guid.CreateVersion7());
        // Others of the quarter count, lend and take of the same shelf: there is enough for any order of tests.
        await Done(
            Secretary,
            $"/api/stores/{QuarterRegisters.Here}/lots/{QuarterRegisters.Lot(QuarterRegisters.Here)}/receive",
            new { quantity = 20 }
        );
        await Refused(Secretary, $"{lot}/reserve", new { task, quantity = 100_000 }, 409, "supplies.not-enough");
        await Refused(Secretary, $"{lot}/reserve", new { task, quantity = 0 }, 409, "supplies.bad-quantity");
        await Refused(Secretary, $"{lot}/issue", new { task, receivedBy = "例试签" }, 409, "supplies.not-reserved");
        await Refused(Secretary, $"{lot}/return", new { task, quantity = 1 }, 409, "supplies.not-issued");
        await Done(Secretary, $"{lot}/reserve", new { task, quantity = 2 });
        await Done(Secretary, $"{lot}/issue", new { task, receivedBy = "例试签" });
        await Refused(Secretary, $"{lot}/return", new { task, quantity = 3 }, 409, "supplies.bad-quantity");
        await Refused(Secretary, $"{lot}/check", new { quantity = 1 }, 409, "supplies.bad-quantity");
        await Done(Secretary, $"{lot}/return", new { task, quantity = 2 });
        foreach (
            var (act, body) in ((string, object)[])
                [
                    ("reserve", new { task, quantity = 1 }),
                    ("release", new { task }),
                    ("issue", new { task, receivedBy = "例试签" }),
                    ("return", new { task, quantity = 1 }),
                    ("check", new { quantity = 1 }),
                ]
        )
            await Refused(Secretary, $"{Here}/supplies/{Guid.CreateVersion7()}/{act}", body, 404, "supplies.unknown-lot");
    }

    [Fact, Long("refusals that the domain proves in tables")]
    public async Task Nobody_outside_the_team_is_put_on_duty_or_said_to_be_away()
    {
        var stranger = QuarterRegisters.Member(QuarterRegisters.Next, Role.Volunteer);
        await Refused(
            Secretary,
            $"{Here}/team/duty",
            new
            {
                day = "2026-01-02",
                shift = "day",
                post = "desk",
                member = stranger,
            },
            404,
            "team.unknown-member"
        );
        var turn = new
        {
            day = "2026-01-02",
            shift = "day",
            post = "desk",
            member = QuarterRegisters.Member(QuarterRegisters.Here, Role.Volunteer),
        };
        await Refused(Secretary, $"{Here}/team/duty/change", new { was = turn, now = turn with { post = "lead" } }, 409, "team.turn-gone");
        await Done(Secretary, $"{Here}/team/duty", turn);
        await Refused(
            Secretary,
            $"{Here}/team/duty",
            new
            {
                turn.day,
                turn.shift,
                turn.post,
                turn.member,
                from = "2026-01-02T08:00:00+08:00",
                to = "2026-01-02T10:00:00+08:00",
            },
            409,
            "team.turn-taken"
        );
        await Done(Secretary, $"{Here}/team/duty/strike", turn);
        await Refused(Secretary, $"{Here}/team/members/{stranger}/availability", new { availability = "away" }, 404, "team.unknown-member");
        await Refused(
            Secretary,
            $"{Here}/residents/{QuarterRegisters.Person(QuarterRegisters.Here)}/helper",
            new { member = stranger },
            404,
            "team.unknown-member"
        );
        await Refused(
            UnitChief,
            $"{Here}/team/members/{QuarterRegisters.Member(QuarterRegisters.Here, Role.Volunteer)}/availability",
            new { availability = "away" },
            403,
            "scope.not-yours"
        );
    }

    [Fact]
    public async Task A_child_is_not_shown_by_name_without_an_approval_and_nobody_without_a_reason()
    {
        var residents = $"{Here}/residents";
        await Refused(
            await Quarter.As(Role.GridChief),
            $"{residents}/{QuarterRegisters.Person(QuarterRegisters.Here, 2)}/reveal",
            new { reason = "上门" },
            403,
            "scope.not-yours"
        );
        await Refused(
            await Quarter.As(Role.ChildDirector),
            $"{residents}/{QuarterRegisters.Person(QuarterRegisters.Here, 2)}/reveal",
            new { reason = "上门" },
            403,
            "sight.not-approved"
        );
        await Refused(Secretary, $"{residents}/{QuarterRegisters.Person(QuarterRegisters.Here)}/reveal", 400, "request.bad");
        await Refused(Secretary, $"{residents}/{Guid.CreateVersion7()}/reveal", new { reason = "上门" }, 404, "not-found");
        await Refused(
            Secretary,
            $"{residents}/{Guid.CreateVersion7()}/helper",
            new { member = QuarterRegisters.Member(QuarterRegisters.Here, Role.Volunteer) },
            404,
            "residents.unknown-person"
        );
        await Refused(
            Street,
            $"{residents}/approvals",
            new
            {
                role = "secretary",
                from = "2026-02-01",
                to = "2026-01-01",
            },
            409,
            "residents.bad-period"
        );
    }

    [Fact, Long("refusals that the domain proves in tables")]
    public async Task A_shelter_nobody_knows_is_not_opened_and_none_has_fewer_than_nobody()
    {
        foreach (var act in (string[])["open", "close", "count"])
            await Refused(Secretary, $"/api/shelters/{Guid.CreateVersion7()}/{act}", new { occupancy = 1 }, 404, "not-found");
        await Refused(
            Secretary,
            $"/api/shelters/{QuarterRegisters.Shelter(QuarterRegisters.Here)}/count",
            new { occupancy = -1 },
            409,
            "shelter.negative-occupancy"
        );
    }
}
