using Emergency.Domain.Places;
using Emergency.Domain.TemporaryCare;
using Emergency.Server.Features.Drills;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Pools;
using Emergency.Server.Features.Protection;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.TemporaryCare;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.DivisionChanges;

/// <summary>Finds running matters of communities: each must be brought to its end where it began.</summary>
internal static class Running
{
    public static IEnumerable<DivisionChangeBlock> Of(Known known, string street, IReadOnlyCollection<string> old)
    {
        bool In(string? code) => code is not null && old.Contains(code, StringComparer.Ordinal);
        if (known.Of<IncidentsKnown>(Entities.Live).Open.Any(incident => old.Any(incident.Touches)))
            yield return DivisionChangeBlock.Incident;
        if (known.Of<CareKnown>(Entities.Live).All.Values.Any(one => one.State.Stage != CareStage.Ended && In(one.State.Community)))
            yield return DivisionChangeBlock.Care;
        if (known.Of<ProtectionKnown>(Entities.Live).All.Values.Any(one => one.State.IsOpen && In(one.State.Community)))
            yield return DivisionChangeBlock.Protection;
        if (old.Any(code => known.Of<DrillsKnown>().PlayedIn(code).Any()))
            yield return DivisionChangeBlock.Drill;
        var stocks = known.Of<SuppliesKnown>(Entities.Live).Stocks;
        if (
            old.Select(code => known.Of<SuppliesKnown>(Entities.Live).Of(code))
                .Any(store =>
                    store.Transfers.Count > 0
                    || store.Lots.Values.Any(lot => lot.Reserved.Count > 0 || lot.Issued.Count > 0 || lot.Loans.Count > 0)
                ) || stocks.Values.Any(store => store.Transfers.Values.Any(transfer => In(transfer.To)))
        )
            yield return DivisionChangeBlock.Supplies;
        if (known.Of<ResidentsKnown>(Entities.Live).Given.Values.Any(giving => In(giving.From) || In(giving.To)))
            yield return DivisionChangeBlock.Giving;
        if (known.Of<PoolsKnown>(Entities.Live).Of(street).Staff.Values.Any(one => In(one.Loan?.Community)))
            yield return DivisionChangeBlock.Lent;
    }
}
