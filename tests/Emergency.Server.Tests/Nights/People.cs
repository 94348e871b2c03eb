using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Handovers;
using Emergency.Domain.Incidents;
using Emergency.Domain.Orders;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Hotlines;
using Emergency.Hotlines.Messages;
using Emergency.Server.Across.CaseIntake;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Nights;

/// <summary>Messages of a county's people in a night: cases of a hotline, areas, marks at doors, orders, hand-overs.</summary>
internal sealed class People(int seed, Fate fate, NightTime time)
{
    private const int Cases = 4;
    private static readonly By Duty = new(new AccountId("duty"), Role.CountyDuty);
    private ImmutableList<OrderId> _orders = [];

    /// <summary>Any message.</summary>
    public Told Draw() =>
        fate.Next(10) switch
        {
            0 or 1 => Case(fate.Next(Cases)),
            2 or 3 => Area(Incident(fate.Next(Cases))),
            4 or 5 => Mark(Incident(fate.Next(Cases))),
            6 => Order(Incident(fate.Next(Cases))),
            7 => See(),
            8 => Handover(Incident(fate.Next(Cases))),
            _ => Grade(Incident(fate.Next(Cases))),
        };

    /// <summary>The incident of a case by its number.</summary>
    public IncidentId Incident(int number) => CaseReading.Incident(Entities.Live, new($"{HotlineCode.Fire}", $"{seed}-{number}"));

    /// <summary>119 hands a case over; a second one with the same number joins the first.</summary>
    public Told Case(int number)
    {
        var place = new CasePlace(new Coordinates(Borough.Lon, Borough.Lat, MapDatum.WGS84), null, null, PlaceMark.Given, null);
        var created = new CaseCreated(
            $"{seed}-{number}",
            new CaseCategory("fire", "火灾"),
            "试火",
            "试",
            time.True,
            null,
            place,
            null,
            CasePriority.Life
        );
        return new(
            $"case {number}",
            fate.NewId(),
            async (node, id) =>
            {
                var taken = await node.Service<Intake>()
                    .Take(
                        Entities.Live,
                        Partner.Of(HotlineCode.Fire, null),
                        $"{id}",
                        new($"{id}", "119", created.ReceivedAt, created),
                        $"{id}",
                        CancellationToken.None
                    );
                return new(taken.Sent.Problem is null ? new Position(taken.Value!.Position) : null, taken.Sent.Problem);
            }
        );
    }

    public Told Area(IncidentId incident) =>
        Tell(
            "area",
            Entities.Incident(Entities.Live, incident),
            new DrawImpact(new Area.Circle(new(Borough.Lon, Borough.Lat), 100 + fate.Next(4) * 50), [Borough.Community], Duty, Now)
        );

    public Told Mark(IncidentId incident)
    {
        var door = (new[] { BoroughRegisters.Elder, BoroughRegisters.Child, BoroughRegisters.OtherUnit })[fate.Next(3)];
        return Tell(
            "mark",
            Entities.Doors(Entities.Live, incident, Borough.Community),
            new CheckHousehold(door, (DoorState)(5 + fate.Next(4)), All: true, new(null, null, null), Duty, Now)
        );
    }

    /// <summary>An order: unread for 20 s, the desk is called, then each 15 s the next.</summary>
    public Told Order(IncidentId incident)
    {
        var id = new OrderId(fate.NewId());
        ImmutableInterlocked.Update(ref _orders, all => all.Add(id));
        var facts = new OrderFacts(IssuerKind.Government, incident, null, false, Sealed(incident), null, 20, 15);
        return Tell(
            "order",
            Entities.Order(Entities.Live, id),
            new IssueOrder(facts, new(StandingKind.NoList, null, null, []), [new(Borough.Community, false)], 0, Duty, Now)
        );
    }

    public Told See() =>
        Tell(
            "see",
            Entities.Order(Entities.Live, _orders is { Count: > 0 } orders ? orders[fate.Next(orders.Count)] : new(fate.NewId())),
            new SeeOrder(Borough.Community, Duty, Now)
        );

    public Told Handover(IncidentId incident)
    {
        var facts = new HandoverFacts(
            incident,
            HandoverKind.Ambulance,
            "120",
            Borough.Community,
            [BoroughRegisters.OldWoman],
            1,
            null,
            Sealed(incident),
            Now + InForce.Table.Time(Deadlines.HandoverConfirmed, Borough.Community),
            ByVoice: false
        );
        return Tell("hand-over", Entities.Handover(Entities.Live, new(fate.NewId())), new OfferHandover(facts, Duty, Now));
    }

    public Told Grade(IncidentId incident) =>
        Tell("grade", Entities.Incident(Entities.Live, incident), new GradeIncident((Grade)fate.Next(3), Duty, Now));

    private DateTimeOffset Now => time.True;

    /// <summary>Seals words; given by the night, which has the keys.</summary>
    public required Func<IncidentId, Sealed> Sealed { get; init; }

    private Told Tell(string what, EntityId to, Command command)
    {
        return new($"{what} {to}", fate.NewId(), Send) { One = true };

        async Task<Said> Send(NightNode node, Guid id)
        {
            var sent = await node.Sending.Send("person", to, command, id, $"{id}", node.Clock.Now(Entities.Live));
            return new(sent.Position, sent.Problem);
        }
    }
}
