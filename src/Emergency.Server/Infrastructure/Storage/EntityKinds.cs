using System.Reflection;
using Emergency.Engine.Actors;

namespace Emergency.Server.Infrastructure.Storage;

/// <summary>The kinds of entities, each found at its noun's actor as <c>Kind</c>.</summary>
internal static class EntityKinds
{
    /// <summary>All kinds by name.</summary>
    public static readonly IReadOnlyList<IEntityKind> All =
    [
        .. typeof(EntityKinds)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(EntityActor)))
            .Select(type => (IEntityKind)type.GetField("Kind", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!)
            .OrderBy(kind => kind.Kind, StringComparer.Ordinal),
    ];
}
