using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Drills;

/// <summary>
/// Random acts of a street's people in an incident, drawn from a seed: fires, areas, cards, doors, tasks, orders, hand-overs, stock, care.
/// The same seed does the same, in live or in a drill.
/// </summary>
/// <param name="name">Prefix of every request's key (the same name is the same request); stands in every text.</param>
/// <param name="query">"" for live, "?realm=…" for a drill.</param>
internal sealed class Traffic(int seed, string name, string query, Func<Role, Api> who)
{
    private static readonly string[] States = ["safe", "away", "moved", "needs-help", "refuses", "unreachable"],
        Acts = ["take", "arrive", "finish", "decline"];
    private readonly Random _random = new(seed);
    private readonly List<Guid> _fires = [],
        _handovers = [];
    private int _step;

    /// <summary>Ids opened so far: fires and hand-overs.</summary>
    public IEnumerable<Guid> Made => _fires.Concat(_handovers);

    /// <summary>Does one more act; returns the act and its answer.</summary>
    public async Task<string> Next()
    {
        var (step, community) = (_step++, _random.Next(3) == 0 ? QuarterRegisters.Next : QuarterRegisters.Here);
        if (_fires.Count == 0)
            return await Fire(community);
        var fire = _fires[_random.Next(_fires.Count)];
        return _random.Next(12) switch
        {
            0 => await Fire(community),
            1 => await Draw(fire, _random.Next(3)),
            2 => await Say(
                Role.CountyDuty,
                $"incidents/{fire}/cards",
                new { card = _random.Next(2) == 0 ? "old-block-fire" : "first-report", community = QuarterRegisters.Here }
            ),
            3 or 4 => await Task(fire),
            5 or 6 => await Say(
                Role.Secretary,
                $"incidents/{fire}/doors/{QuarterRegisters.Here}/persons/{QuarterRegisters.Person(QuarterRegisters.Here, _random.Next(1, 3))}/check",
                new { state = States[_random.Next(States.Length)] }
            ),
            7 => await Say(
                Role.CountyDuty,
                "orders",
                new
                {
                    incident = fire,
                    receivers = new[] { community },
                    text = $"{name} 第 {step} 条",
                    unreadSeconds = 60,
                }
            ),
            8 => await HandOver(fire, step),
            9 => await Say(
                Role.Secretary,
                $"communities/{QuarterRegisters.Here}/supplies/{QuarterRegisters.Lot(QuarterRegisters.Here)}/reserve",
                new { task = new Guid(step, 0, 0, new byte[8]), quantity = _random.Next(1, 4) }
            ),
            10 => await Say(
                Role.Secretary,
                "care",
                new { person = QuarterRegisters.Person(QuarterRegisters.Here, 2), community = QuarterRegisters.Here }
            ),
            _ => await Say(Role.CountyDuty, $"incidents/{fire}/report", new { title = $"{name} 又有人报，第 {step} 次" }),
        };
    }

    private async Task<string> Fire(string community)
    {
        var (answer, said) = await Sent(
            Role.CountyDuty,
            "incidents",
            new
            {
                category = "fire",
                priority = "life",
                title = $"{name} 起火",
                community,
                location = new { lon = QuarterRegisters.Lon, lat = QuarterRegisters.Lat },
            }
        );
        if (answer.Status != 201)
            return said;
        var fire = answer["id"].GetGuid();
        _fires.Add(fire);
        return string.Join(
            '\n',
            said,
            await Draw(fire, 0),
            await Say(Role.CountyDuty, $"incidents/{fire}/cards", new { card = "old-block-fire", community = QuarterRegisters.Here })
        );
    }

    private async Task<string> HandOver(Guid fire, int step)
    {
        var (answer, said) = await Sent(
            Role.Secretary,
            $"incidents/{fire}/handovers",
            new
            {
                kind = "ambulance",
                persons = new[] { QuarterRegisters.Person(QuarterRegisters.Here) },
                text = $"{name} 第 {step} 次",
            }
        );
        if (answer.Status == 201)
            _handovers.Add(answer["id"].GetGuid());
        return said;
    }

    private Task<string> Draw(Guid fire, int east) =>
        Say(
            Role.CountyDuty,
            $"incidents/{fire}/impact",
            new
            {
                circle = new
                {
                    lon = QuarterRegisters.Lon + 0.01 * east,
                    lat = QuarterRegisters.Lat,
                    metres = 300,
                },
            }
        );

    private async Task<string> Task(Guid fire)
    {
        var tasks = (await who(Role.GridChief).Get($"/api/incidents/{fire}/tasks{query}"))
            .Is(200)["items"]
            .EnumerateArray()
            .Select(one => one.GetProperty("task").GetProperty("id").GetGuid())
            .Order()
            .ToList();
        if (tasks.Count == 0)
            return "no task";
        return await Say(
            _random.Next(2) == 0 ? Role.UnitChief : Role.GridChief,
            $"incidents/{fire}/tasks/{tasks[_random.Next(tasks.Count)]}/{Acts[_random.Next(Acts.Length)]}",
            new { reason = "too-far" }
        );
    }

    private async Task<string> Say(Role role, string path, object body) => (await Sent(role, path, body)).Said;

    private async Task<(Answer Answer, string Said)> Sent(Role role, string path, object body)
    {
        var answer = await who(role).Post($"/api/{path}{query}", body, ("Idempotency-Key", $"{name}-{_step}-{path}"));
        answer.Status.ShouldBeLessThan(500, answer.Text);
        return (answer, $"{_step} {role} {path} {JsonSerializer.Serialize(body, Json.Options)}: {answer.Status} {answer.Code}");
    }
}
