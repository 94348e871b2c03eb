using System.Collections;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Emergency.Server.Features.Drills.RealmLogs;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Drills.Scenarios.Reading;

/// <summary>Fields of the stored events, so that a scenario with an impossible field is refused before it is played.</summary>
internal static class EventPaths
{
    // Kinds that are the same in every realm, so no drill has events of them.
    private static readonly string[] Shared = ["account", "audit", "import", "scenario", "drill", "schedule"];
    private static readonly FrozenDictionary<string, Type> Types = Forms
        .All.Where(one => !Shared.Contains(one.Form[..one.Form.IndexOf('.', StringComparison.Ordinal)], StringComparer.Ordinal))
        .ToFrozenDictionary(one => one.Form, one => one.Event, StringComparer.Ordinal);

    public static bool Has(string form) => Types.ContainsKey(form);

    /// <summary>True when events of the form can have a value at the path; with the allowed words where only some are possible.</summary>
    public static (bool Known, IReadOnlyList<string>? Words) At(string form, string path)
    {
        if (form == DoorFacts.Person && path == DoorFacts.Household)
            return (true, null);
        var type = Types[form];
        foreach (var step in path.Split('.'))
        {
            var info = Json.Options.GetTypeInfo(Bare(type));
            // Areas have shapes of their own, which are not checked.
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
