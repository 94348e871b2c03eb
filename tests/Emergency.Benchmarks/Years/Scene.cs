using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Cases;
using Emergency.Domain.Handovers;
using Emergency.Domain.Incidents;
using Emergency.Domain.Orders;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Domain.Stock;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Benchmarks.Years;

/// <summary>
/// An incident from the call to the archive, with everything that belongs to it; the effects of reactions are written here too.
/// </summary>
internal sealed class Scene(Pen pen, County county, IReadOnlyList<Community> communities, string realm, Random random, DateTimeOffset at)
{
    private static readonly Category[] Kinds =
    [
        Category.Fire,
        Category.Flood,
        Category.Gas,
        Category.Medical,
        Category.Power,
        Category.Weather,
    ];
    private readonly IncidentId _id = new(Guid.CreateVersion7(at));
    private readonly Community _home = communities[0];
    private DateTimeOffset _at = at;

    private EntityId Here => Entities.Incident(realm, _id);

    /// <summary>Time of its newest event.</summary>
    public DateTimeOffset At => _at;
    public int Lists { get; private set; }

    /// <summary>Runs the incident until nothing is left to do but to end it.</summary>
    public async Task Run()
    {
        await Begin();
        await Tasks();
        foreach (var community in communities)
            await Doors(community);
        await Offer();
        if (realm == Entities.Live && random.Next(2) == 0)
            await Order();
        await Send(Here, new ContainIncident(county.Duty, Later()), county.Duty);
    }

    /// <summary>现场处置结束, 响应终止, 归档.</summary>
    public async Task End()
    {
        await Send(Here, new EndScene([], pen.Newest.Value, county.Duty, Later()), county.Duty);
        foreach (var community in communities)
            await Send(Entities.Doors(realm, _id, community.Code), new CloseDoors(Later()), county.Duty);
        await Send(Here, new EndResponse(county.Duty, Later()), county.Duty);
        _at = _at.AddHours(random.Next(12, 60));
        var report = Text("起火点在楼道，现场处置完毕，全部住户已逐户核查，无人员伤亡，物资已归还，善后由社区继续跟进。");
        await Send(Here, new ArchiveIncident([], 0, report, pen.Newest.Value, county.Duty, _at), county.Duty);
    }

    private async Task Begin()
    {
        var report = new ReportId(Guid.CreateVersion7(_at));
        await pen.Keys(_id.Value, report.Value);
        var (kind, point) = (Kinds[random.Next(Kinds.Length)], _home.Here);
        var (where, text) = (
            new Located(point, Datum.Wgs84, point),
            Seal(new CaseText("例园小区楼道冒烟", "三楼有烟", "例园小区", null, null))
        );
        var caller = pen.Sealing.Seal(report.Value, new CallerTold("例女士", "13900000000"));
        var key = new CaseKey("119", _id.Value.ToString("N"));
        var county6 = County.Code;
        if (realm == Entities.Live)
            await Send(
                Entities.Case(realm, key),
                new ReceiveCase(
                    new(key, kind, Priority.Life, county6, _home.Code, null, where, null, null, _at, text, caller),
                    _id,
                    report,
                    _at
                ),
                county.Duty
            );
        await Send(
            Here,
            new OpenIncident(
                county6,
                _home.Code,
                null,
                kind,
                Priority.Life,
                where,
                null,
                report,
                realm == Entities.Live ? key : null,
                null,
                _at,
                text,
                county.Duty,
                _at,
                caller
            ),
            county.Duty
        );
        await Send(
            Here,
            new DrawImpact(new Area.Circle(point, 150), [.. communities.Select(one => one.Code)], county.Duty, Later()),
            county.Duty
        );
        await Send(Here, new GradeIncident(Grade.General, county.Duty, Later()), county.Duty);
    }

    private async Task Tasks()
    {
        var planned = Enumerable.Range(1, 6).Select(Planned).ToList();
        var card = new ActivatedCard(_home.Code, "card-1", "1", pen.Newest.Value, Later());
        await Send(Here, new ActivateCard(card, ListOf.From(planned), _home.Secretary, _at), _home.Secretary);
        foreach (var task in planned)
        {
            var by = _home.Team[random.Next(1, _home.Team.Count)];
            if (task.Class != TaskClass.Professional)
            {
                await Send(Here, new TakeTask(task.Id, by, true, Later()), by);
                if (task.Supplies is { } needs)
                    await Fetch(task.Id, needs[0], by);
                await Send(Here, new ArriveAtTask(task.Id, by, Later()), by);
            }
            await Send(Here, new FinishTask(task.Id, by, true, Later()), by);
        }
    }

    private PlannedTask Planned(int n) =>
        new(
            new(Guid.CreateVersion7(_at)),
            $"s{n}",
            n <= 3 ? TaskClass.Life
                : n < 6 ? TaskClass.Wait
                : TaskClass.Professional,
            "逐户敲门叫人",
            null,
            n == 6 ? ["119"] : [],
            [],
            [new("response", [.. _home.Team.Select(one => one.Member!.Value)]), new(Level.StreetOffice, [])],
            300,
            n == 1 && realm == Entities.Live ? [new(_home.Stock[random.Next(_home.Stock.Count)].Name, 2)] : null
        );

    private async Task Fetch(TaskId task, SupplyNeed need, By by)
    {
        var (to, lot) = (Entities.Supplies(realm, _home.Code), _home.Stock.First(one => one.Name == need.Item).Id);
        var reserve = new ReserveItem(task, _id, need.Item, need.Quantity, Shanghai.Day(_at), _at.AddMinutes(30), _at);
        await Send(to, reserve, by);
        await Send(to, new IssueLot(lot, task, Text("例先生签收"), by, Later()), by);
        await Send(to, new ReturnLot(lot, task, need.Quantity, by, Later()), by);
    }

    /// <summary>Looks for everybody at risk and every household; some are found at the second time.</summary>
    private async Task Doors(Community community)
    {
        var to = Entities.Doors(realm, _id, community.Code);
        await Send(to, new CountDoors(_id, community.Code, 1, community.Persons, community.Households, Later()), county.Duty);
        await Open(community, community.Secretary);
        foreach (var person in community.Persons)
        {
            var (by, dice) = (community.Team[random.Next(1, community.Team.Count)], random.Next(20));
            if (dice < 2)
            {
                await Send(to, new CheckPerson(person.Person, DoorState.Unreachable, Nothing, by, Later()), by);
                await Send(to, new CallDoor(person.Person, Callee.Self, _at, by, _at), by);
            }
            await Send(
                to,
                dice switch
                {
                    2 or 3 => new CheckPerson(person.Person, DoorState.Moved, Nothing with { Where = Text("例小学安置点") }, by, Later()),
                    4 => new CheckPerson(person.Person, DoorState.Away, Nothing with { Source = Text("邻居说在外地") }, by, Later()),
                    _ => new CheckPerson(person.Person, DoorState.Safe, Nothing, by, Later()),
                },
                by
            );
        }
        foreach (var home in community.Households)
            await Send(
                to,
                new CheckHousehold(home.Household, DoorState.Safe, false, Nothing, community.GridChief, Later()),
                community.GridChief
            );
        var visitor = new PersonId(Guid.CreateVersion7(_at));
        await pen.Keys(visitor.Value);
        var told = pen.Sealing.Seal(visitor.Value, new VisitorText("例访客", null, "来走亲戚"));
        await Send(to, new AddVisitor(visitor, null, DoorState.Safe, told, community.GridChief, Later()), community.GridChief);
        await Open(community, county.Officer);
    }

    private async Task Open(Community community, By by)
    {
        Lists++;
        await Send(
            Entities.Audit(realm, Shanghai.Day(Later()), County.Code),
            new RecordAccess(
                new(Guid.CreateVersion7(_at)),
                AccessPurpose.OpenedList,
                _id,
                community.Code,
                [.. community.Persons.Select(one => one.Person)],
                Text("逐户核查"),
                null,
                by,
                _at,
                ReasonCode.Incident
            ),
            by
        );
    }

    private async Task Offer()
    {
        var to = Entities.Handover(realm, new(Guid.CreateVersion7(_at)));
        var person = _home.Persons[random.Next(_home.Persons.Count)].Person;
        await Send(
            to,
            new OfferHandover(
                new(_id, HandoverKind.Ambulance, "120", _home.Code, [person], 1, null, Text("老人胸闷"), _at.AddMinutes(1), false),
                _home.Secretary,
                Later()
            ),
            _home.Secretary
        );
        await Send(to, new MarkDelivered(Later()), _home.Secretary);
        await Send(to, new AcceptHandover("120", null, Later(), _at), _home.Secretary);
        await Send(to, new ProgressHandover("120", null, Later(), _at), _home.Secretary);
        await Send(to, new CompleteHandover("120", null, Later(), _at), _home.Secretary);
    }

    private async Task Order()
    {
        var to = Entities.Order(realm, new(Guid.CreateVersion7(_at)));
        await Send(
            to,
            new IssueOrder(
                new(IssuerKind.Government, _id, null, false, Text("逐户核查，一小时内反馈"), _at.AddHours(1), 600, 300),
                new(StandingKind.NoList, null, null, []),
                [.. communities.Select(one => new Addressee(one.Code, false))],
                pen.Newest.Value,
                county.Duty,
                Later()
            ),
            county.Duty
        );
        foreach (var community in communities)
        {
            await Send(to, new SeeOrder(community.Code, community.Secretary, Later()), community.Secretary);
            await Send(to, new FeedBackOrder(community.Code, Text("已核查"), community.Secretary, Later()), community.Secretary);
        }
    }

    private static readonly DoorNote Nothing = new(null, null, null);

    private Sealed Text(string text) => Seal(new FreeText(text));

    private Sealed Seal<T>(T value) => pen.Sealing.Seal(_id.Value, value);

    private Task Send(EntityId to, Command command, By by) => pen.Send(to, command, by, _at);

    private DateTimeOffset Later() => _at = _at.AddSeconds(random.Next(1, 20));
}
