using System.Diagnostics.Metrics;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.Handovers;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting.Pages;
using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Hosting;

/// <summary>
/// Metrics of this program, beside those of the framework. They count things and never identify a person; deploy/dashboard.json draws them.
/// </summary>
internal sealed class Measures(
    IMeterFactory meters,
    Folding folding,
    EngineState engine,
    Insisting insisting,
    PageFaults faults,
    LineLinks links,
    IEnumerable<IBreakable> others
)
{
    public const string Meter = "Emergency";

    /// <summary>Creates the instruments; an exporter queries them.</summary>
    public void Begin()
    {
        var meter = meters.Create(Meter);
        void Shows(string name, string description, Func<long> value) =>
            meter.CreateObservableGauge($"emergency.{name}", value, description: description);
        Shows("views.position", "Position the views have come to", () => folding.Now.At.Value);
        Shows("broken", "Views and services that are broken", () => folding.BrokenViews.Count + others.Sum(one => one.Broken.Count));
        Shows("readonly", "1 while nothing can be written", () => engine.Trouble() is null ? 0 : 1);
        Shows("seals.late", "1 while the journal is not sealed", () => engine.Seals() is null ? 0 : 1);
        Shows("parked", "Kinds of entities that the own senders have put aside", () => insisting.Parked.Count);
        Shows("races.lost", "Decisions that another node was first with, since the start", engine.LostRaces);
        Shows("page.faults", "What broke in pages, since the start", () => faults.Count);
        Shows("lines.down", "Hotlines that do not answer", () => links.All(folding.Now).Count(one => one.Link == Link.Down));
        Shows(
            "handovers.waiting",
            "Hand-overs on their way to a hotline",
            () => folding.Now.Of<HandoversKnown>(Entities.Live).Waiting.Count
        );
        Shows("incidents.open", "Incidents whose response has not ended", () => folding.Now.Of<IncidentsKnown>(Entities.Live).Open.Count());
        Shows("calls.running", "Calls that have reached nobody yet", () => folding.Now.Of<CallsKnown>(Entities.Live).Running.Count);
    }
}
