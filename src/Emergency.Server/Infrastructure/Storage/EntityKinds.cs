using System.Reflection;
using Emergency.Engine.Actors;

namespace Emergency.Server.Infrastructure.Storage;

/// <summary>The kinds of entities there are, each found at its actor, which stands beside its noun as <c>Kind</c>.</summary>
internal static class EntityKinds
{
    /// <summary>By name.</summary>
    public static readonly IReadOnlyList<IEntityKind> All =
    [
        .. typeof(EntityKinds)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(EntityActor)))
            .Select(type => (IEntityKind)type.GetField("Kind", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!)
            .OrderBy(kind => kind.Kind, StringComparer.Ordinal),
    ];
}
