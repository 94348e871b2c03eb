using Emergency.Domain;
using Emergency.Domain.Handovers;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Features.Handovers;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Completes a task whose question is answered by known facts: the hotline has the case, the area is drawn, its doors are settled, the
/// shelter is open. Nobody is reminded of it any more.
/// </summary>
internal sealed class FactsAnswerTasks : IReaction
{
    public string Name => "facts-answer-tasks";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        var realm = happened.Entity.Realm;
        var incidents = known.Of<IncidentsKnown>(realm);
        IEnumerable<IncidentKnown> touched = happened.Event switch
        {
            TaskOpened or ReportAdded or IncidentTakenIn or ImpactDrawn => One(new(Guid.Parse(happened.Entity.Key))),
            PersonChecked e => One(e.Incident),
            HouseholdChecked e => One(e.Incident),
            DoorTakenOver e => One(e.Incident),
            HandoverAccepted or HandoverCalled { Confirmed: true } => known
                .Of<HandoversKnown>(realm)
                .Find(new(Guid.Parse(happened.Entity.Key)))
                ?.State.Facts
                is { } facts
                ? One(facts.Incident)
                : [],
            ShelterOpened => incidents.Running,
            _ => [],
        };
        return touched.SelectMany(incident => Answered(incident, happened, known));

        IEnumerable<IncidentKnown> One(IncidentId id) => incidents.Find(id) is { Running: true } incident ? [incident] : [];
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("the incident has ended");

    private static IEnumerable<Reacted> Answered(IncidentKnown incident, Happened happened, Known known)
    {
        var realm = happened.Entity.Realm;
        foreach (var task in incident.State.Tasks.Values.Where(task => task.State is not (TaskState.Done or TaskState.Cancelled)))
            if (TaskFacts.Of(task).FirstOrDefault(asked => Holds(asked, task, incident, realm, known)) is { } found)
                yield return new(
                    Entities.Incident(realm, incident.Id),
                    new AnswerTask(task.Id, found.Fact, TaskFacts.Knower, happened.Meta.At),
                    Ordinal(task.Id)
                );
    }

    private static bool Holds(AskedFact asked, IncidentTask task, IncidentKnown incident, string realm, Known known) =>
        TaskFacts.Known(incident.State, asked)
        || asked.Fact switch
        {
            TaskFact.HotlineKnows => known
                .Of<HandoversKnown>(realm)
                .Of(incident.Id)
                .Any(one => one.State is { Confirmed: true, Facts: { } facts } && LineOf(facts) == asked.Line),
            TaskFact.DoorsSettled => TaskFacts.AreSettled(known.Of<DoorsKnown>(realm).Of(incident.Id, task.Community), task.Doors),
            TaskFact.ShelterOpen => known.Of<SheltersKnown>(realm).In(task.Community).Any(shelter => shelter.Open),
            _ => false,
        };

    private static string? LineOf(HandoverFacts facts) =>
        facts.Hotline
        ?? facts.Kind switch
        {
            HandoverKind.Ambulance => "120",
            HandoverKind.FireRescue => "119",
            HandoverKind.Police => "110",
            _ => null,
        };

    // The same task has the same number on every run, whichever others are open beside it.
    private static int Ordinal(TaskId task) => BitConverter.ToInt32(task.Value.ToByteArray(), 8) & int.MaxValue;
}
