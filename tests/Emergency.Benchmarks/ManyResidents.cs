using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Emergency.Benchmarks;

/// <summary>Made-up residents at risk, imported over HTTP as a street's officer would, spread evenly over some communities.</summary>
internal static class ManyResidents
{
    /// <summary>Groups (村民小组) of a village.</summary>
    public const int Groups = 12;

    private const int PerFile = 20_000;

    /// <param name="guardians">True to give each resident a contact with a number.</param>
    public static async Task Import(Uri server, string password, IReadOnlyList<string> communities, int residents, bool guardians = false)
    {
        using var http = await SignedIn(server, "operator", password);
        for (var from = 0; from < residents; from += PerFile)
        {
            var file = File(communities, from, residents, PerFile, guardians);
            using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(file));
            using var answer = await http.PostAsync(
                new Uri($"/api/imports/residents?division={communities[0][..6]}&file=residents.csv", UriKind.Relative),
                body
            );
            var text = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException(text);
        }
    }

    /// <summary>A file of these residents, from one number to another or as many as a file holds.</summary>
    public static string File(IReadOnlyList<string> communities, int from, int residents, int most = int.MaxValue, bool guardians = false)
    {
        var file = new StringBuilder(
            "resident_id,household_id,name,sex,birth_date,id_no,category,care_level,mobility,special_needs,lives_alone,phone,guardian_name,guardian_phone,community_code,grid,address,building,unit,lon,lat,consent,updated_on\n"
        );
        for (var n = from; n < (int)Math.Min(residents, (long)from + most); n++)
        {
            var at = n % communities.Count;
            // Every third community is a village: it has groups, and neither grids nor buildings.
            var (grid, address, building, unit) =
                communities.Count > 1 && at % 3 == 2
                    ? ("", $"例村{1 + (n % Groups)}组{100 + (n % 700)}号", $"{1 + (n % Groups)}组", "")
                    : ("001001-G1", $"例路{n % 300}号{n % 20}号楼{n % 4}单元{100 + (n % 700)}室", $"{n % 20}号楼", $"{n % 4}单元");
            file.Append(
                CultureInfo.InvariantCulture,
                $"B{n:000000},,例试{(char)('一' + (n % 2_000))},{(n % 2 == 0 ? "女" : "男")},194{n % 10}-0{1 + (n % 9)}-1{n % 10},,独居老人,B,行走困难,,是,139{n:00000000},{(guardians ? $"例护{(char)('一' + (n * 3 % 2_000))},138{n:00000000}" : ",")},{communities[at]},{grid},{address},{building},{unit},{114.05 + (n % 1000 * 0.00002):F6},{32.11 + (n / 1000 * 0.00002):F6},是,2026-01-01\n"
            );
        }
        return file.ToString();
    }

    public static async Task<HttpClient> SignedIn(Uri server, string account, string password)
    {
        var http = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromMinutes(5) };
        using var session = await http.PostAsJsonAsync(new Uri("/api/session", UriKind.Relative), new { account, password });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            (await session.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()
        );
        return http;
    }
}
