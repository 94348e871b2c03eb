using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Features.Drills;
using Emergency.Server.Features.Drills.RealmLogs;
using Emergency.Server.Features.Drills.Scenarios;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Injects;

/// <summary>
/// Plays scenarios on the node that holds the duty: each inject when it is due by the drill's clock, and the end. The content of an inject
/// is brought into the realm. An inject counts once, even with two nodes, since it is an event of the drill. Its effects are sent again by
/// the next holder of the duty, and recognised as the same.
/// </summary>
internal sealed partial class DrillDirector(
    IDuties duties,
    IFeed feed,
    Folding folding,
    ScenarioLibrary scenarios,
    Insisting insisting,
    Landing landing,
    Landings landings,
    TimeProvider time,
    ILogger<DrillDirector> log
) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    // Drills whose own events this program cannot read: tried once, and not four times a second.
    private readonly HashSet<DrillId> _aside = [];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => duties.Hold("drills", Direct, stoppingToken);

    private async Task Direct(CancellationToken held)
    {
        await folding.At(await feed.Head(held), Timeout.InfiniteTimeSpan, held);
        landings.Clear();
        while (!held.IsCancellationRequested)
        {
            var known = folding.Now;
            foreach (var drill in known.Of<DrillsKnown>().Playing.Select(id => known.Of<DrillsKnown>().All[id]))
#pragma warning disable CA1031 // A fault of one drill must not keep the director from all others.
                try
                {
                    await Direct(drill, known, held);
                }
                catch (Exception bug) when (bug is not OperationCanceledException)
                {
                    Failed(log, drill.Id.ToString(), bug);
                }
#pragma warning restore CA1031
            await Task.Delay(Look, time, held).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Direct(DrillKnown drill, Known known, CancellationToken held)
    {
        if (scenarios.Of(drill.Facts, known) is not { } scenario || Courses.InMemory(drill, known, time.GetUtcNow()) is not { } course)
            return;
        foreach (var (id, done) in drill.State.Injects)
            if (done.Fate == InjectFate.Fired && !landings.Has(drill.Id, id))
            {
                if (scenario.Inject(id) is { } inject)
                    await landing.Bring(drill, scenario, inject, known, held);
                landings.Add(drill.Id, id);
            }
        if (drill.State.Stage != DrillStage.Running || !drill.State.Real.IsEmpty)
            return;
        foreach (
            var inject in scenario.Injects.Where(one =>
                !drill.State.Injects.ContainsKey(one.Id) && !drill.State.Held.Contains(one.Id) && course.Due(scenario, one) <= course.Until
            )
        )
            await Told(drill, $"inject {inject.Id}", new DoInject(inject.Id, InjectFate.Fired, Landing.Director, time.GetUtcNow()), held);
        foreach (var outage in drill.State.Broken.Where(one => one.Until <= course.Until))
            await Told(drill, $"back {outage.Inject}", new BringBack(outage.Inject, Landing.Director, time.GetUtcNow()), held);
        if (course.Until >= course.Start + scenario.End.At || (scenario.End.When is { } end && course.Events.Any(end.Matches)))
            await Told(drill, "end", new EndDrill(EndReason.Finished, Landing.Director, time.GetUtcNow()), held);
    }

    // A refusal (for example after a real call) uses up this id without harm: refused commands are not remembered.
    private async Task Told(DrillKnown drill, string what, DrillCommand command, CancellationToken held)
    {
        if (_aside.Contains(drill.Id))
            return;
        var sent = await insisting.Send(Landing.Sender, $"{drill.Id} {what}", Entities.Drill(drill.Id), command, null, held);
        if (sent.Problem?.Code == Insisting.Broken)
            _aside.Add(drill.Id);
        if (sent.Accepted)
            await folding.At(sent.Position, Timeout.InfiniteTimeSpan, held);
    }

    [LoggerMessage(LogLevel.Error, "Drill {Drill} could not be directed")]
    private static partial void Failed(ILogger log, string drill, Exception bug);
}
