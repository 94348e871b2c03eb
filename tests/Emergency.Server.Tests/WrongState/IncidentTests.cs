using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Scopes;
using Emergency.Testing;

namespace Emergency.Server.Tests.WrongState;

public sealed class IncidentTests(Quarter quarter) : Refusing(quarter)
{
    private static object Circle(double lon = QuarterRegisters.Lon) =>
        new
        {
            circle = new
            {
                lon,
                lat = QuarterRegisters.Lat,
                metres = 100,
            },
        };

    [Fact, Long("refusals that the domain proves in tables")]
    public async Task A_false_alarm_takes_nothing_more()
    {
        var incident = await Scene.Fire(Duty);
        var (task, here) = (await TaskFor(incident), $"/api/incidents/{incident}");
        await Scene.Draw(Duty, incident);
        await Done(Duty, $"{here}/withdraw", new { reason = "误报" });
        await Refused(Duty, $"{here}/report", new { title = "又冒烟" }, 409, "incident.over");
        await Refused(Duty, $"{here}/locate", new { lon = QuarterRegisters.Lon, lat = QuarterRegisters.Lat }, 409, "incident.over");
        await Refused(Duty, $"{here}/grade", new { grade = "general" }, 409, "incident.over");
        await Refused(Duty, $"{here}/contain", 409, "incident.over");
        await Refused(Duty, $"{here}/impact", Circle(), 409, "incident.over");
        await Refused(Secretary, $"{here}/cards", new { community = QuarterRegisters.Here, card = "first-report" }, 409, "incident.over");
        await Refused(
            Secretary,
            $"{here}/tasks",
            new
            {
                community = QuarterRegisters.Here,
                @class = "life",
                text = "看",
                members = new[] { QuarterRegisters.Member(QuarterRegisters.Here, Role.UnitChief) },
            },
            409,
            "incident.over"
        );
        await Refused(Secretary, $"{task}/take", 409, "incident.over");
        await Refused(Secretary, $"{task}/cancel", 409, "incident.over");
    }

    [Fact, Long("refusals that the domain proves in tables")]
    public async Task A_false_alarm_is_not_said_while_somebody_does_a_task()
    {
        var incident = await Scene.Fire(Duty);
        await Done(UnitChief, $"{await TaskFor(incident)}/take");
        await Refused(Duty, $"/api/incidents/{incident}/withdraw", new { reason = "误报" }, 409, "incident.tasks-running");
    }

    [Fact, Long("refusals that the domain proves in tables")]
    public async Task A_public_order_incident_has_no_grade()
    {
        var opened = (
            await Duty.Post(
                "/api/incidents",
                new
                {
                    category = "public-order",
                    title = "纠纷",
                    community = QuarterRegisters.Here,
                }
            )
        ).Is(201);
        await Refused(Duty, $"/api/incidents/{opened.String("id")}/grade", new { grade = "larger" }, 409, "incident.no-grade");
    }

    [Fact, Long("refusals that the domain proves in tables")]
    public async Task An_area_that_is_none_is_not_drawn()
    {
        var draw = $"/api/incidents/{await Scene.Fire(Duty)}/impact";
        await Refused(Duty, draw, Circle(lon: 116.40), 400, "area.bad");
        await Refused(
            Duty,
            draw,
            new
            {
                polygon = new
                {
                    type = "Polygon",
                    coordinates = new double[][][]
                    {
                        [
                            [114.06, 32.10],
                            [114.07, 32.11],
                            [114.07, 32.10],
                            [114.06, 32.11],
                            [114.06, 32.10],
                        ],
                    },
                },
            },
            400,
            "area.self-crossing"
        );
        await Refused(
            Duty,
            draw,
            new
            {
                circle = new
                {
                    lon = 114.07,
                    lat = 32.11,
                    metres = 100,
                },
                places = new[] { new { division = QuarterRegisters.Here } },
            },
            400,
            "request.bad"
        );
        await Refused(
            Secretary,
            draw,
            new { places = new[] { new { division = QuarterRegisters.Here }, new { division = QuarterRegisters.Next } } },
            403,
            "scope.not-yours"
        );
    }

    [Fact, Long("refusals that the domain proves in tables")]
    public async Task A_card_runs_once_and_only_where_its_plan_is()
    {
        var cards = $"/api/incidents/{await Scene.Fire(Duty)}/cards";
        await Refused(Secretary, cards, new { community = QuarterRegisters.Here, card = "no-such-card" }, 404, "plan.unknown-card");
        await Refused(Duty, cards, new { community = QuarterRegisters.Next, card = "first-report" }, 400, "request.bad");
        await Done(Secretary, cards, new { community = QuarterRegisters.Here, card = "first-report" });
        await Refused(Secretary, cards, new { community = QuarterRegisters.Here, card = "first-report" }, 409, "task.card-active");
        var nowhere = (
            await Duty.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title = "不知在哪",
                    community = QuarterRegisters.Here,
                }
            )
        ).Is(201);
        await Refused(
            Duty,
            $"/api/incidents/{nowhere.String("id")}/cards",
            new { community = QuarterRegisters.Here, card = "old-block-fire" },
            409,
            "task.no-area"
        );
    }

    [Fact, Long("refusals that the domain proves in tables")]
    public async Task A_task_is_given_only_where_the_incident_is_and_to_who_is_there()
    {
        var incident = await Scene.Fire(Duty);
        object Given(string community, string member) =>
            new
            {
                community,
                @class = "life",
                text = "看",
                members = new[] { QuarterRegisters.Member(member, Role.UnitChief) },
            };
        await Refused(
            Secretary,
            $"/api/incidents/{incident}/tasks",
            Given(QuarterRegisters.Here, QuarterRegisters.Next),
            404,
            "team.unknown-member"
        );
        await Refused(Duty, $"/api/incidents/{incident}/tasks", Given(QuarterRegisters.Next, QuarterRegisters.Next), 400, "request.bad");
        await Refused(
            await Quarter.As(Role.Secretary, From.Next),
            $"/api/incidents/{incident}/tasks",
            Given(QuarterRegisters.Next, QuarterRegisters.Next),
            400,
            "request.bad"
        );
        await Refused(
            await Quarter.As(Role.Secretary, From.Away),
            $"/api/incidents/{incident}/tasks",
            Given(QuarterRegisters.Away, QuarterRegisters.Away),
            404,
            "not-found"
        );
    }

    [Fact, Long("refusals that the domain proves in tables")]
    public async Task Who_answers_for_nothing_that_burns_draws_no_area()
    {
        var draw = $"/api/incidents/{await Scene.Fire(Duty)}/impact";
        await Refused(await Quarter.As(Role.Secretary, From.Next), draw, Circle(lon: 114.09), 403, "scope.not-yours");
        await Refused(await Quarter.As(Role.Secretary, From.Away), draw, Circle(lon: 114.11), 404, "not-found");
    }
}
