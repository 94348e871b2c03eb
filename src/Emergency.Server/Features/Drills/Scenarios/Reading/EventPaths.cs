using System.Collections;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Emergency.Server.Features.Drills.RealmLogs;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Drills.Scenarios.Reading;

/// <summary>Which fields the stored events have, so that a scenario that names one that cannot be is refused before it is played.</summary>
internal static class EventPaths
{
    // These kinds are the same in every realm: no drill has events of theirs.
    private static readonly string[] Shared = ["account", "audit", "import", "scenario", "drill", "schedule"];
    private static readonly FrozenDictionary<string, Type> Types = Forms
        .All.Where(one => !Shared.Contains(one.Form[..one.Form.IndexOf('.', StringComparison.Ordinal)], StringComparer.Ordinal))
        .ToFrozenDictionary(one => one.Form, one => one.Event, StringComparer.Ordinal);

    public static bool Has(string form) => Types.ContainsKey(form);

    /// <summary>Whether events of the form can have something at the path, and which words where only some can stand there.</summary>
    public static (bool Known, IReadOnlyList<string>? Words) At(string form, string path)
    {
        if (form == DoorFacts.Person && path == DoorFacts.Household)
            return (true, null);
        var type = Types[form];
        foreach (var step in path.Split('.'))
        {
            var info = Json.Options.GetTypeInfo(Bare(type));
            // Areas have shapes of their own: what lies in them is not looked into.
            if (info.PolymorphismOptions is not null || info.Kind == JsonTypeInfoKind.Dictionary)
                return (true, null);
            if (info.Kind != JsonTypeInfoKind.Object || info.Properties.FirstOrDefault(one => one.Name == step) is not { } property)
                return (false, null);
            type = property.PropertyType;
        }
        type = Bare(type);
        return (
            true,
            type.IsEnum ? [.. Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)]
            : type == typeof(bool) ? ["true", "false"]
            : null
        );
    }

    private static Type Bare(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return
            type != typeof(string)
            && type.IsAssignableTo(typeof(IEnumerable))
            && type.IsGenericType
            && type.GetGenericArguments() is [var item]
            ? Bare(item)
            : type;
    }
}
