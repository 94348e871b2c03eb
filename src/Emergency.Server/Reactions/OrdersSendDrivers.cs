using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Communities;
using Emergency.Domain.Incidents;
using Emergency.Domain.Orders;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Problems;
using Emergency.Server.Views;

namespace Emergency.Server.Reactions;

/// <summary>Nobody answered the call: in an incident the street gets the task to drive there. Without one the street sees it on the order itself.</summary>
public sealed class OrdersSendDrivers : IReaction
{
    /// <summary>The step's code on the task.</summary>
    public const string Step = "drive-there";

    public string Name => "orders-send-drivers";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        ArgumentNullException.ThrowIfNull(happened);
        if (happened.Event is not DriverAsked { Incident: { } incident } e || !Divisions.IsCommunity(e.Receiver)) return [];
        var (realm, task) = (happened.Entity.Realm, Derived.Id<TaskId>(Derived.Id(Guid.Parse(happened.Entity.Key), e.Receiver), 0));
        var planned = new PlannedTask(task, Step, TaskClass.Wait, "电话叫不应，派人上门传达指令", null, [], [], [new(Level.StreetOffice, [])], 0);
        return [new(Entities.Incident(realm, incident), new AssignTask(e.Receiver, planned, new By(new($"reaction:{Name}"), Role.Operator), e.At), 0)];
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("the incident has ended: the street sees it on the order");
}
