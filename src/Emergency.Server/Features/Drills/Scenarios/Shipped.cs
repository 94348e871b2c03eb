using System.Text;
using System.Text.Unicode;
using Emergency.Domain.Drills;
using Emergency.Server.Features.Drills.Scenarios.Reading;

namespace Emergency.Server.Features.Drills.Scenarios;

/// <summary>Scenarios that come with the product (drills/scenarios), in the order of their ids.</summary>
internal static class Shipped
{
    private const string Prefix = "scenario.";

    public static IReadOnlyList<ScenarioOpened> All { get; } =
    [
        .. typeof(Shipped)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Open),
    ];

    public static ScenarioOpened? Find(string id) => All.FirstOrDefault(one => one.Id == id);

    private static ScenarioOpened Open(string name)
    {
        using var stream = typeof(Shipped).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        var file = reader.ReadToEnd();
        var (scenario, mistakes) = ScenarioReader.Read(file);
        return scenario is null
            ? throw new InvalidOperationException($"{name}: {string.Join("; ", mistakes)}")
            : new(scenario.Id, null, 1, false, scenario, file);
    }
}

/// <summary>A scenario file as it is sent: UTF-8, with or without a byte order mark.</summary>
internal static class ScenarioFile
{
    public static (string Text, Scenario? Scenario, IReadOnlyList<Mistake> Mistakes) Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        if (!Utf8.IsValid(bytes))
            return ("", null, [new(MistakeKind.NotYaml, 1, 1, "", [])]);
        var text = Encoding.UTF8.GetString(bytes);
        var (scenario, mistakes) = ScenarioReader.Read(text);
        return (text, scenario, mistakes);
    }
}
