using Emergency.Server.Foundation;
using Emergency.Server.Hosting.DemoData;
using Emergency.Server.Hosting.Pages;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Hosting;

/// <summary>Prints the sign-in data of a demo at each start, so that anybody can look around. All its persons are made up.</summary>
internal static class Demo
{
    public static IEnumerable<string> Lines(Installation installation)
    {
        if (!installation.Demo)
            yield break;
        yield return "demo: all persons, phones and addresses are made up";
        yield return $"demo accounts: {string.Join(' ', DemoAccounts.Names)}";
        yield return $"demo password: {installation.DemoPassword}";
        foreach (var (code, secret) in installation.DemoSecrets.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            yield return $"demo hotline {code}: {secret}";
    }

    /// <summary>A phone number that rings nowhere: no exchange begins with 000.</summary>
    private const string DutyPhone = "0376-000-0110";

    /// <summary>The settings with the demo's duty phone and hotline secrets where none are set.</summary>
    public static Settings With(this Settings settings, Installation installation)
    {
        if (!installation.Demo)
            return settings;
        return settings with
        {
            DutyPhone = settings.DutyPhone ?? DutyPhone,
            DemoBaseMaps = Path.Combine(DemoFile.Folder, "base-maps"),
            Hotlines = installation.DemoSecrets.Aggregate(
                settings.Hotlines,
                (lines, entry) =>
                    lines.GetValueOrDefault(entry.Key)?.Secret is null
                        ? lines.SetItem(
                            entry.Key,
                            (lines.GetValueOrDefault(entry.Key) ?? new HotlineSettings()) with
                            {
                                Secret = entry.Value,
                            }
                        )
                        : lines
            ),
        };
    }
}
