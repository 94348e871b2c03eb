using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Emergency.Benchmarks;

/// <summary>Made-up residents at risk, imported into one community over HTTP as a street's officer would.</summary>
internal static class ManyResidents
{
    private const int PerFile = 20_000;

    public static async Task Import(Uri server, string password, string community, int residents)
    {
        using var http = await SignedIn(server, "operator", password);
        for (var from = 0; from < residents; from += PerFile)
        {
            var file = File(community, from, Math.Min(residents, from + PerFile));
            using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(file));
            using var answer = await http.PostAsync(
                new Uri($"/api/imports/residents?division={community[..6]}&file=residents.csv", UriKind.Relative),
                body
            );
            var text = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException(text);
        }
    }

    /// <summary>A file of them, from one number up to, but without, another.</summary>
    private static string File(string community, int from, int to)
    {
        var file = new StringBuilder(
            "resident_id,household_id,name,sex,birth_date,id_no,category,care_level,mobility,special_needs,lives_alone,phone,guardian_name,guardian_phone,community_code,grid,address,building,unit,lon,lat,consent,updated_on\n"
        );
        for (var n = from; n < to; n++)
        {
            file.Append(
                CultureInfo.InvariantCulture,
                $"B{n:000000},,例试{(char)('一' + (n % 2_000))},{(n % 2 == 0 ? "女" : "男")},194{n % 10}-0{1 + (n % 9)}-1{n % 10},,独居老人,B,行走困难,,是,139{n:00000000},,,{community},001001-G1,例路{n % 300}号{n % 20}号楼{n % 4}单元{100 + (n % 700)}室,{n % 20}号楼,{n % 4}单元,{114.05 + (n % 1000 * 0.00002):F6},{32.11 + (n / 1000 * 0.00002):F6},是,2026-01-01\n"
            );
        }
        return file.ToString();
    }

    private static async Task<HttpClient> SignedIn(Uri server, string account, string password)
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
