using System.Globalization;
using Emergency.Server.Foundation;

namespace Emergency.Server.Hosting.FirstStart;

/// <summary>Prints the result in plain words: what was made, what to keep where, and what comes next.</summary>
internal static class InitReport
{
    public static async Task Write(IReadOnlyList<FirstAccount> accounts, Settings settings, TextWriter output)
    {
        foreach (var line in Lines(accounts, settings))
            await output.WriteLineAsync(line);
    }

    private static IEnumerable<string> Lines(IReadOnlyList<FirstAccount> accounts, Settings settings)
    {
        var division = accounts[0].Division;
        yield return "";
        yield return "Made";
        yield return $"  {(settings.Engine.Postgres ? "the tables in the PostgreSQL database" : Path.Combine(settings.Data, "journal.db"))}";
        if (CarriedDivisions.Hold(division))
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  {Named(division)} with {CarriedDivisions.Count(division).Streets} streets and {CarriedDivisions.Count(division).Communities} communities, and a coarse outline of the county"
            );
        foreach (var one in accounts)
            yield return $"  {one.Name}, {one.Role} of {Named(division)}{Password(one)}";
        if (accounts.Any(one => one.Drawn))
            yield return "  One-time passwords are shown here and nowhere else, and are changed at the first sign-in.";
        yield return "";
        yield return "Keep, each apart from the others and from this machine";
        yield return $"  {settings.MasterKeyFile}: without it no name can be read, in no backup either";
        yield return $"  {settings.SealKeyFile}: proves that nobody changed the journal";
        yield return "  each night: backup FOLDER, and backup --keys FOLDER";
        yield return "";
        yield return "Next";
        yield return $"  1. start: {Start(settings)}";
        yield return $"  2. open {(settings.PublicUrl ?? new Uri(settings.Urls.Split(';')[0])).GetLeftPart(UriPartial.Authority)} and sign in as {accounts[0].Name}";
        if (settings.SecondFactorRoles.IsEmpty)
            yield return "     recommended: --second-factor-roles \"Operator;CountyCommander;Auditor\", who then sign in with an authenticator on their phone too";
        yield return CarriedDivisions.Hold(division)
            ? "  3. on /street under 导入: areas of streets and communities, then teams and residents"
            : $"  3. on /street under 导入: the divisions of {division} (code,name,kind,parent; with the county itself) and their areas; this program carries none of them";
        if (division.Length == 4)
            yield return "  A hotline's home is one of the counties: --hotlines:119:home and the like say which.";
    }

    private static string Password(FirstAccount one) =>
        one.Drawn ? $": one-time password {one.Password}"
        : one.OneTime ? ": the password of the input, to be changed at the first sign-in"
        : "";

    private static string Named(string division) => CarriedDivisions.NameOf(division) is { } name ? $"{division} {name}" : division;

    /// <summary>The same settings as this command, without secrets.</summary>
    private static string Start(Settings settings)
    {
        var usual = new Settings();
        var program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet"
            ? "dotnet Emergency.Server.dll"
            : Environment.ProcessPath;
        var said = Settings.Options.Where(option => option.Name != "demo" && option.Show(settings) != option.Show(usual));
        // Keys and maps follow the data folder unless the settings say otherwise.
        var own = said.Where(option =>
            option.Name switch
            {
                "master-key" => settings.MasterKey is not null,
                "seal-key" => settings.SealKey is not null,
                "anchors" => settings.Anchors is not null,
                "base-maps" => settings.BaseMaps is not null,
                _ => true,
            }
        );
        return string.Join(
            ' ',
            [program, .. own.Select(option => $"--{option.Name} {(option.Secret ? "…" : Quoted(option.Show(settings)!))}")]
        );
    }

    private static string Quoted(string value) =>
        value.All(letter => char.IsLetterOrDigit(letter) || "./:-_".Contains(letter)) ? value : $"\"{value}\"";
}
