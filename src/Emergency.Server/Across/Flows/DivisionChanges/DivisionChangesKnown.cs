using System.Collections.Immutable;
using Emergency.Domain.Places;

namespace Emergency.Server.Across.DivisionChanges;

/// <summary>The change of divisions that each street has in hand, or had last, and finished changes.</summary>
internal sealed record DivisionChangesKnown(
    ImmutableDictionary<string, DivisionChange> All,
    ImmutableDictionary<string, ImmutableList<DivisionChange>> Finished
)
{
    public static readonly DivisionChangesKnown None = new(
        ImmutableDictionary.Create<string, DivisionChange>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, ImmutableList<DivisionChange>>(StringComparer.Ordinal)
    );

    public DivisionChange Of(string street) => All.GetValueOrDefault(street, DivisionChange.None);

    public ImmutableList<DivisionChange> FinishedOf(string street) => Finished.GetValueOrDefault(street, []);
}
