using System.Collections.Frozen;
using System.Reflection;

namespace Emergency.Domain;

/// <summary>Name under which an event is stored, "noun.what-happened.v1". It lies in journals that must be readable for ever: it is never
/// changed and never used again; tests/frozen/forms pins each.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class StoredAttribute(string form) : Attribute
{
    /// <summary>All stored names with their events, found beside the events.</summary>
    public static FrozenDictionary<string, Type> All { get; } =
        typeof(Event)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Event)) && type.IsDefined(typeof(StoredAttribute)))
            .ToFrozenDictionary(type => type.GetCustomAttribute<StoredAttribute>()!.Form, StringComparer.Ordinal);

    public string Form => form;
}
