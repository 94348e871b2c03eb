using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.Imports;

/// <summary>The imports there were, and which entities each wrote to.</summary>
public sealed record ImportsKnown(ImmutableDictionary<ImportId, ImportKnown> Imports)
{
    public static readonly ImportsKnown None = new(ImmutableDictionary<ImportId, ImportKnown>.Empty);
}

/// <param name="Rows">Rows written, counted as events.</param>
public sealed record ImportKnown(ImportId Id, string Account, DateTimeOffset At, int Rows, ImmutableHashSet<EntityId> Entities);

public sealed class ImportsView : View<ImportsKnown>
{
    public override string Name => "imports";
    public override ImportsKnown Empty => ImportsKnown.None;

    public override ImportsKnown Fold(ImportsKnown state, Happened happened, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(happened);
        if (happened.Event is not IImported { Import: { } id }) return state;
        var known = state.Imports.GetValueOrDefault(id) ?? new ImportKnown(id, happened.Meta.Account, happened.Meta.At, 0, []);
        return new(state.Imports.SetItem(id, known with { Rows = known.Rows + 1, Entities = known.Entities.Add(happened.Entity) }));
    }
}
