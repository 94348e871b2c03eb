using System.Collections;
using Emergency.Server.Foundation;

namespace Emergency.Server.Tests.Starting;

public sealed class SettingsTests
{
    private static SettingsReading Read(string[] arguments, Dictionary<string, string>? environment = null, string? file = null) =>
        SettingsReading.Read(arguments, new Hashtable(environment ?? [], StringComparer.Ordinal), file);

    [Fact]
    public void All_faults_are_named_at_once_and_no_secret_among_them()
    {
        var reading = Read(
            ["--colour", "red", "--demo=perhaps", "--hotlines:119:secret", "geheim", "--ballast"],
            new(StringComparer.Ordinal) { ["EMERGENCY_PORT"] = "80", ["PATH"] = "/bin" },
            "{\"Emergency\":{\"urls\":\"ftp://x\"}}"
        );
        reading
            .Faults.Select(fault => fault.Split([':', ' '])[0])
            .ShouldBe(["--ballast", "appsettings.json", "EMERGENCY_PORT", "--colour", "--demo", "--hotlines"], ignoreOrder: true);
        reading.Faults.ShouldNotContain(fault => fault.Contains("geheim", StringComparison.Ordinal));
    }

    [Fact]
    public void The_command_line_goes_before_the_environment_and_that_before_the_file()
    {
        const string file = """{"Emergency":{"data":"./file","ballast":1,"hotlines":{"119":{"url":"http://file"}}}}""";
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["EMERGENCY_DATA"] = "./environment",
            ["EMERGENCY_MASTER_KEY"] = "./environment.key",
            ["EMERGENCY_HOTLINES__119__URL"] = "http://environment",
        };
        var settings = Read(["--data", "./line"], environment, file).Settings;
        settings.Data.ShouldBe("./line");
        settings.MasterKey.ShouldBe("./environment.key");
        settings.Hotlines["119"].Url.ShouldBe(new Uri("http://environment"));
        settings.Ballast.ShouldBe(1);
    }

    [Fact]
    public void Which_SQLite_library_is_used_stands_in_the_environment_and_is_no_setting() =>
        Read([], new(StringComparer.Ordinal) { ["EMERGENCY_SQLITE"] = "/usr/lib/libsqlite3.so" }).Faults.ShouldBeEmpty();

    [Fact]
    public void No_secret_and_no_password_is_printed()
    {
        var lines = Read([
            "--journal",
            "Host=db;Database=e;Username=u;Password=geheim",
            "--demo-password",
            "geheim-geheim",
            "--hotlines:110:secret",
            "whsec_" + Convert.ToBase64String(new byte[32]),
        ])
            .Settings.Lines()
            .ToList();
        lines.ShouldNotContain(line =>
            line.Contains("geheim", StringComparison.Ordinal) || line.Contains("AAAA", StringComparison.Ordinal)
        );
        lines.ShouldContain(line => line == "hotlines:110:secret = (set)");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(true, "--urls", "http://0.0.0.0:80", "--data", "./elsewhere")]
    [InlineData(false, "--journal", "Host=db;Database=e")]
    [InlineData(false, "--master-key", "./key")]
    [InlineData(false, "--demo", "off")]
    [InlineData(true, "--demo", "on", "--master-key", "./key")]
    public void A_new_database_is_a_demo_when_nothing_is_configured(bool demo, params string[] arguments) =>
        Read(arguments).Settings.DemoWhenNew.ShouldBe(demo);
}
