/** In the place of a service that is asked to send it. */
export const post = async (to: string, subject: string, text: string): Promise<void> => {
  console.log(`to ${to}: ${subject} (${text.length} characters)`);
};
