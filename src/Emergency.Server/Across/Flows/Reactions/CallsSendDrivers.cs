using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.Incidents;
using Emergency.Domain.Orders;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Gives the street the task to drive to a place where nobody answered the call, if it belongs to an incident. Without an incident the
/// street sees it on the call itself.
/// </summary>
internal sealed class CallsSendDrivers : IReaction
{
    /// <summary>The step's code on the task.</summary>
    public const string Step = "drive-there";

    /// <summary>The name from the time when an order made its own calls; it is kept so that acts of that time are not repeated.</summary>
    public string Name => "orders-send-drivers";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        var (incident, matter, receiver, at) = happened.Event switch
        {
            DriveAsked e => (e.About.Incident, e.About.Id, e.Receiver, e.At),
            DriverAsked e => (e.Incident, Guid.Parse(happened.Entity.Key), e.Receiver, e.At),
            _ => (null, Guid.Empty, "", default),
        };
        if (incident is null || !Divisions.IsCommunity(receiver))
            return [];
        var task = Derived.Id<TaskId>(Derived.Id(matter, receiver), 0);
        var planned = new PlannedTask(
            task,
            Step,
            TaskClass.Wait,
            "电话叫不应，派人上门传达指令",
            null,
            [],
            [],
            [new(Level.StreetOffice, [])],
            0
        );
        return
        [
            new(
                Entities.Incident(happened.Entity.Realm, incident.Value),
                new AssignTask(receiver, planned, new By(new($"reaction:{Name}"), Role.Operator), at),
                0
            ),
        ];
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) =>
        Otherwise.Done("the incident has ended: the street sees it on the call");
}
